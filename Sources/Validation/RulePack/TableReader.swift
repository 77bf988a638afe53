/// What reading one table needs and what comes out of it beside the table: what is wrong, and what whoever loads the
/// pack has to know.
struct TableReader {
    /// Name of the table's file within the pack.
    let file: String
    let stages: StageVocabulary
    /// `nil` when names are not checked.
    let known: KnownTaxa?
    var vocabulary: TaxonVocabulary
    private(set) var problems: [RulePackProblem] = []
    /// Rows left out for the same reason: how many there are and where the first one stands.
    private var leftOut: [(reason: String, line: Int, rows: Int)] = []

    init(file: String, stages: StageVocabulary, known: KnownTaxa?, vocabulary: TaxonVocabulary) {
        self.file = file
        self.stages = stages
        self.known = known
        self.vocabulary = vocabulary
    }

    var notices: [RulePackNotice] {
        leftOut.map { notice in
            let rows = notice.rows == 1 ? "1 row" : "\(notice.rows) rows"
            return RulePackNotice(file: file, line: notice.line, text: "\(rows) left out: \(notice.reason)")
        }
    }

    mutating func refuse(_ field: RuleTable.Field, _ reason: String) {
        problems.append(.at(field, file, reason))
    }

    /// Leaves a row out and says so; rows with the same reason are counted together.
    mutating func leaveOut(line: Int, _ reason: String) {
        if let index = leftOut.firstIndex(where: { $0.reason == reason }) {
            leftOut[index].rows += 1
        } else {
            leftOut.append((reason, line, 1))
        }
    }

    /// Whether the register has a taxon. A key of another register (no URI, such as those of NBN) cannot be held
    /// against ours: the name alone counts, and a taxon that we do not have is left out and told.
    mutating func accepts(_ name: RuleTable.Field, key: RuleTable.Field) -> Bool {
        guard let known else { return true }
        let isForeign = !key.text.isEmpty && !key.text.contains(":")
        if known.hasTaxon(key: key.text.isEmpty || isForeign ? nil : key.text, name: name.text) { return true }
        if isForeign {
            leaveOut(line: name.line, "taxa with keys of another register and names that ours does not have")
            return false
        }
        refuse(name, "taxon '\(name.text)' is not an accepted name in the register")
        return false
    }

    mutating func acceptsGenus(_ genus: String, _ field: RuleTable.Field) -> Bool {
        guard let known, !known.hasGenus(genus) else { return true }
        refuse(field, "the register has no taxon of the genus '\(genus)'")
        return false
    }

    /// Says that a row stands where another one stands already.
    mutating func refuseSecond(_ field: RuleTable.Field, _ what: String, line: Int, isSame: Bool) {
        refuse(field, "\(what): \(isSame ? "repeats" : "contradicts") line \(line)")
    }

    /// Index of the stage in a column `stage`; a table may leave the cell empty for any stage when `isOptional`.
    mutating func stage(_ field: RuleTable.Field, isOptional: Bool = false) -> Int? {
        if isOptional, field.text.isEmpty { return StageVocabulary.any }
        if let stage = stages.defined(field.text) { return stage }
        refuse(field, "unknown stage '\(field.text)'\(Suggestion.text(for: field.text, among: stages.words))")
        return nil
    }

    mutating func number(_ field: RuleTable.Field) -> Int? {
        if let number = Int(field.text) { return number }
        refuse(field, "'\(field.text)' is not a whole number")
        return nil
    }

    mutating func number(_ field: RuleTable.Field, in range: ClosedRange<Int>) -> Int? {
        if let number = Int(field.text), range.contains(number) { return number }
        refuse(field, "'\(field.text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// The season in the columns `start_day,start_month,end_day,end_month`.
    mutating func season(_ row: RuleTable.Row) -> Season? {
        let startDay = number(row["start_day"])
        let startMonth = number(row["start_month"])
        let endDay = number(row["end_day"])
        let endMonth = number(row["end_month"])
        guard let startDay, let startMonth, let endDay, let endMonth else { return nil }
        for (day, month, column) in [(startDay, startMonth, "start_"), (endDay, endMonth, "end_")] {
            if !(1...12).contains(month) {
                refuse(row[column + "month"], "month \(month) does not exist")
            } else if !Season.exists(month: month, day: day) {
                refuse(row[column + "day"], "day \(day) does not exist in month \(month)")
            }
        }
        return Season(startMonth: startMonth, startDay: startDay, endMonth: endMonth, endDay: endDay)
    }
}
