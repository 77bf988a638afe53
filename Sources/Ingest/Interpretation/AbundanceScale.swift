/// The scale on which an abundance is given. Raw values are stored; the names are the NDFF's as far as known.
public enum AbundanceScale: String, CaseIterable, Sendable {
    /// A number of individuals (or of whatever the subject type says).
    case exactCount = "exact_count"
    /// A stretch of numbers: between, at least, at most, about.
    case range
    /// There, without a number.
    case presence
    case tansley
    case maesTansley = "maes_tansley"
    case londo = "londo_complete"
    case braunBlanquet = "braun_blanquet"
    /// Dominant, abundant, frequent, occasional, rare.
    case dafor
    case bosstatistiek = "4de_bosstatistiek"
    /// Area covered, in square metres.
    case area = "area_m2"
    /// Cover in per cent.
    case cover = "cover_percentage"

    /// The scale that a text names: an NDFF URI (`…/codes/scales/tansley`), a raw value, or a name in common use
    /// (Darwin Core's organismQuantityType). `nil` for an unknown one.
    public init?(_ text: UnsafeRawBufferPointer) {
        var name = text.trimmed
        // `…/codes/scales/area/count/m2`: what counts stands behind `scales`.
        if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name.part(slash + 1..<name.count) }
        if name.begins(with: "braun-blanquet") || name.begins(with: "braun_blanquet")
            || name.begins(with: "braunblanquet") || name.begins(with: "braun blanquet")
        {
            self = .braunBlanquet
            return
        }
        guard let match = Self.names.first(where: { name.matches(anyOf: $0.names) }) else { return nil }
        self = match.scale
    }

    private static let names: [(scale: AbundanceScale, names: [StaticString])] = [
        (
            .exactCount,
            [
                "exact_count", "exact", "individuals", "individual", "individuen", "individu", "exemplaren", "aantal",
                "count", "exacte telling", "exactetelling", "exact aantal", "stuks",
            ]
        ),
        (.range, ["range", "estimate", "schatting"]),
        (.presence, ["presence", "present", "aanwezig", "aanwezigheid", "presentie"]),
        (.tansley, ["tansley", "tansley scale"]),
        (.maesTansley, ["maes_tansley", "maes-tansley"]),
        (.londo, ["londo_complete", "londo", "londo scale"]),
        (.bosstatistiek, ["4de_bosstatistiek"]),
        (.dafor, ["dafor", "dafor scale", "dafor-schaal"]),
        (
            .area,
            [
                "area_m2", "m2", "m²", "square metres", "square meters", "coverage in m²", "coverage in m2",
                "vierkante meter",
            ]
        ),
        (
            .cover,
            [
                "cover_percentage", "%", "percentage", "percent", "% cover", "percentage cover", "percentagecoverage",
                "bedekking", "bedekkingspercentage",
            ]
        ),
    ]

    /// Values on the scale are codes and no numbers.
    public var isCoded: Bool {
        switch self {
        case .tansley, .maesTansley, .londo, .braunBlanquet, .bosstatistiek, .dafor: true
        case .exactCount, .range, .presence, .area, .cover: false
        }
    }

    /// Whether `code` can be a code of the scale. A code may be given as URI; then its last part counts.
    ///
    /// The NDFF's own lists (25 Tansley and 40 Londo codes) are not public: the letters and forms of the scales are
    /// checked, and nothing is checked for the scales of which no more than the name is known.
    func accepts(_ code: UnsafeRawBufferPointer) -> Bool {
        var code = code
        if let slash = code.lastIndex(of: UInt8(ascii: "/")) { code = code.part(slash + 1..<code.count) }
        guard !code.isEmpty, code.count <= 4 else { return self == .bosstatistiek }
        switch self {
        case .tansley, .maesTansley:
            return code.matches("+") || code.matches("-")
                || (code[0].isLetter
                    && code.allSatisfy { byte in Self.tansleyBytes.contains { $0 == byte.asciiLowercased } })
        case .londo:
            // An optional letter for abundance (r, p, a, m), then .1 .2 .4, or 1…10 with - or +.
            let digits = "rpam".utf8.contains(code[0].asciiLowercased) || code[0] == UInt8(ascii: ".") ? 1 : 0
            var rest = code.part(digits..<code.count)
            if let end = rest.last, end == UInt8(ascii: "+") || end == UInt8(ascii: "-") {
                rest = rest.part(0..<rest.count - 1)
            }
            if !rest.isEmpty, rest[0] == UInt8(ascii: ".") { rest = rest.part(1..<rest.count) }
            return rest.matches("10") || (rest.count == 1 && rest[0].isDigit && rest[0] != 48)
        case .braunBlanquet:
            return code.matches(anyOf: [
                "r", "+", "1", "2", "2m", "2a", "2b", "3", "4", "5", "i", "ii", "iii", "iv", "v",
            ])
        case .dafor:
            // L stands before a letter that holds of a part of the place only.
            let letter = code[0].asciiLowercased == UInt8(ascii: "l") && code.count == 2 ? code[1] : code[0]
            return code.count <= 2 && "dafor".utf8.contains(letter.asciiLowercased)
                && (code.count == 1 || code[0].asciiLowercased == UInt8(ascii: "l"))
        default: return true
        }
    }

    /// s(poradic), r(are), o(ccasional), f(requent), a(bundant), c(o-), d(ominant), l(ocal), e(xclusive).
    private static let tansleyBytes: [UInt8] = Array("srofacdle+-".utf8)
}
