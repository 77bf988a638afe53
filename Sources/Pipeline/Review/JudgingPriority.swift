import Observations

/// How soon a record should be judged: points that add up, the most first.
///
/// | points | for |
/// |---|---|
/// | 10 | each failing rule that asks for a person (severity `warning`) |
/// | 5 | a taxon with a beleidsstatus: decisions rest on it |
/// | 5 | a verdict on an earlier version, or one that could not be applied: somebody looked at it and it waits again |
/// | 3 | evidence kept by the supplier: it can be judged without asking the observer |
struct JudgingPriority {
    static let explanation = """
        10 punten voor elke regel die om een mens vraagt, 5 voor een taxon met een beleidsstatus, 5 voor een eerder oordeel \
        dat niet (meer) geldt, 3 voor bewijs bij de leverancier; de meeste punten eerst
        """

    static func points(warnings: Int, hasPolicy: Bool, hasEarlierVerdict: Bool, hasEvidence: Bool) -> Int {
        10 * warnings + (hasPolicy ? 5 : 0) + (hasEarlierVerdict ? 5 : 0) + (hasEvidence ? 3 : 0)
    }
}
