/// Addresses of the Creative Commons 4.0 licences and CC0 (creativecommons.org).
enum CreativeCommons {
    private static let kinds = ["by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd"]
    /// Languages into which deeds or legal codes are translated, as the standard lists them.
    private static let languages: Set<String> = [
        "id", "eu", "da", "de", "en", "es", "fr", "fy", "hr", "it", "lv", "lt", "mi", "ni", "no", "pl", "pt", "ro",
        "si",
        "fi", "sv", "tr", "cs", "el", "ru", "uk", "ar", "jp", "zh-hans", "zh-hant", "ko",
    ]

    /// The address up to the version, then nothing, `deed` or `legalcode`, and a language behind those.
    static func isLicence(_ text: String) -> Bool {
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
            let path = text.dropFirst(scheme.count)
            let bases =
                kinds.map { "creativecommons.org/licenses/\($0)/4.0/" } + ["creativecommons.org/publicdomain/zero/1.0/"]
            guard let base = bases.first(where: { path.hasPrefix($0) }) else { return false }
            let rest = path.dropFirst(base.count)
            if rest.isEmpty { return true }
            let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0] == "deed" || parts[0] == "legalcode" else { return false }
            // Maori has a legal code of the licences only.
            let isKnown =
                parts.count == 1
                || (languages.contains(String(parts[1])) && !(base.contains("zero") && parts[1] == "mi"))
            return isKnown
        }
        return false
    }

    /// The address of the licence that a name or an incomplete address can only mean. Without a version it may be any.
    static func interpretation(of text: String) -> String? {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init)
        let joined = words.joined(separator: "-")
        let zero = "https://creativecommons.org/publicdomain/zero/1.0/legalcode"
        if ["cc0", "cc-0", "cc0-1.0", "cc-zero", "cc0-1.0-universal", "creative-commons-zero", "cc-zero-1.0"].contains(
            joined)
        {
            return zero
        }
        if joined.contains("creativecommons.org-publicdomain-zero-1.0") { return zero }
        for kind in kinds.sorted(by: { $0.count > $1.count }) {
            if ["cc-\(kind)-4.0", "cc-\(kind)-4.0-international", "cc\(kind)-4.0", "creative-commons-\(kind)-4.0"]
                .contains(joined)
                || joined.hasSuffix("creativecommons.org-licenses-\(kind)-4.0")
            {
                return "https://creativecommons.org/licenses/\(kind)/4.0/legalcode"
            }
        }
        return nil
    }
}
