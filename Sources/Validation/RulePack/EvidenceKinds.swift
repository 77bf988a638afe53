/// What may show that an identification is right.
struct EvidenceKinds: OptionSet, Sendable, Equatable {
    var rawValue: UInt8

    static let photo = EvidenceKinds(rawValue: 1)
    static let sound = EvidenceKinds(rawValue: 2)
    static let video = EvidenceKinds(rawValue: 4)
    static let specimen = EvidenceKinds(rawValue: 8)
    static let dna = EvidenceKinds(rawValue: 16)
    static let microscope = EvidenceKinds(rawValue: 32)

    /// The words that tables use, in the order in which they are written.
    static let words: [(word: String, kind: EvidenceKinds)] = [
        ("photo", .photo), ("sound", .sound), ("video", .video), ("specimen", .specimen), ("dna", .dna),
        ("microscope", .microscope),
    ]

    /// The kind of a word of a table; `any` is all of them.
    static func kind(_ word: String) -> EvidenceKinds? {
        word == "any"
            ? words.reduce(into: EvidenceKinds()) { $0.formUnion($1.kind) } : words.first { $0.word == word }?.kind
    }

    /// `photo,specimen`
    var text: String { Self.words.filter { contains($0.kind) }.map(\.word).joined(separator: ",") }

    /// The words by which suppliers say what they keep, in Dutch and English and the values of Darwin Core.
    private static let delivered: [String: EvidenceKinds] = [
        "photo": .photo, "photos": .photo, "photograph": .photo, "photographs": .photo, "foto": .photo, "fotos": .photo,
        "image": .photo, "stillimage": .photo, "afbeelding": .photo, "jpeg": .photo, "jpg": .photo,
        "sound": .sound, "geluid": .sound, "geluidsopname": .sound, "audio": .sound, "recording": .sound,
        "video": .video, "movingimage": .video, "film": .video,
        "specimen": .specimen, "preservedspecimen": .specimen, "materialsample": .specimen, "collectie": .specimen,
        "voucher": .specimen, "herbarium": .specimen, "preparaat": .specimen,
        "dna": .dna, "edna": .dna, "barcode": .dna, "sequence": .dna,
        "microscope": .microscope, "microscopic": .microscope, "microscopisch": .microscope, "microscoop": .microscope,
    ]

    /// The kinds that a delivered text names.
    init(delivered text: String?) {
        self.init()
        guard let text else { return }
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
            if let kind = Self.delivered[String(word)] { formUnion(kind) }
        }
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }
}
