/// Words that suppliers use for the commonest values of code fields, in Dutch and English.
enum KnownValues {
    /// Fields of which a proposal lists the values.
    static let fields: Set<ProfileField> = [
        .lifeStage, .sex, .activity, .determinationMethod, .subjectType, .dwelling, .basisOfRecord, .supplierStatus,
        .occurrenceStatus, .abundanceSchema,
    ]

    /// What a value means, where it is one of those words; `nil` where somebody who knows the supplier must say.
    static func meaning(of value: String, _ field: ProfileField) -> String? {
        let folded = ValueMapping.folded(value)
        return meanings[field]?.first { $0.words.contains(folded) }?.meaning
    }

    private static let meanings: [ProfileField: [(meaning: String, words: Set<String>)]] = [
        .sex: [
            ("male", ["m", "male", "man", "mannetje", "mannelijk", "♂"]),
            ("female", ["f", "v", "female", "vrouw", "vrouwtje", "vrouwelijk", "♀"]),
            ("pair", ["paar", "pair"]),
            ("undefined", ["o", "u", "onbekend", "unknown", "undefined", "undetermined", "indet", "indet."]),
        ],
        .lifeStage: [
            ("adult", ["adult", "ad", "ad.", "volwassen"]), ("juvenile", ["juvenile", "juv", "juv.", "juveniel", "jong"]),
            ("subadult", ["subadult", "subad", "subad."]), ("imago", ["imago"]),
            ("larva", ["larva", "larve", "rups", "larvae"]), ("egg", ["egg", "ei", "eieren", "eggs"]),
            ("pupa", ["pupa", "pop"]), ("unknown", ["unknown", "onbekend"]),
        ],
        .occurrenceStatus: [
            ("present", ["present", "aanwezig", "ja", "1", "yes"]), ("absent", ["absent", "afwezig", "nee", "0", "no"]),
        ],
        .basisOfRecord: [
            ("HumanObservation", ["humanobservation", "human_observation", "human observation", "waarneming", "observation"]),
            ("PreservedSpecimen", ["preservedspecimen", "preserved_specimen", "preserved specimen", "collectie"]),
            ("MachineObservation", ["machineobservation", "machine_observation", "machine observation", "cameraval"]),
            ("MaterialSample", ["materialsample", "material_sample", "material sample"]),
            ("LivingSpecimen", ["livingspecimen", "living_specimen"]),
            ("FossilSpecimen", ["fossilspecimen", "fossil_specimen"]),
            ("Occurrence", ["occurrence"]), ("MaterialCitation", ["materialcitation", "material_citation"]),
        ],
        .abundanceSchema: [
            ("exact_count", ["individuals", "individual", "individuen", "exemplaren", "exact_count", "aantal", "ind.", "stuks"]),
            ("area_m2", ["m2", "m²", "area_m2", "vierkante meter"]),
            ("cover_percentage", ["%", "bedekking", "percentage"]), ("dafor", ["dafor scale", "dafor"]),
            ("tansley", ["tansley"]), ("presence", ["presence", "aanwezig", "presentie"]),
        ],
    ]
}
