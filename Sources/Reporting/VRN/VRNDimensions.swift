import Observations
import Reference

/// Areas of the tables: the twelve provinces, `buiten` (sea and abroad) and the whole.
enum VRNArea {
    static let provinces = 12
    static let outside = 12
    /// NL: everything, `buiten` included.
    static let whole = 13
    static let count = 14

    /// 20…31, `buiten` or `NL`.
    static let labels = (20...31).map(String.init) + ["buiten", "NL"]

    static func slot(province: Int32?) -> Int {
        guard let province, (20...31).contains(province) else { return outside }
        return Int(province) - 20
    }
}

/// Species groups of the tables: the 27 of NDFF by name, records without one, and all together.
enum VRNGroup {
    static let names = SpeciesGroup.allCases.map(\.rawValue)
    /// Records of which no group is known.
    static let unknown = names.count
    static let all = unknown + 1
    static let count = all + 1

    static let labels = names + ["onbekend", "alle"]
    /// `alle` first, then by name, `onbekend` last.
    static let order = [all] + names.indices.sorted { names[$0] < names[$1] } + [unknown]

    /// One bit a group for a `|`-separated list of names.
    static func mask(_ text: String?) -> UInt32 {
        var mask: UInt32 = 0
        for part in (text ?? "").split(separator: "|") {
            if let index = names.firstIndex(of: part.trimmingBlanks) { mask |= 1 << index }
        }
        return mask == 0 ? 1 << unknown : mask
    }

    /// The groups of a mask, from the lowest bit.
    static func forEach(_ mask: UInt32, _ body: (Int) -> Void) {
        var rest = mask
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}

/// The year a period counts for.
enum VRNYear: Equatable {
    case year(Int)
    /// More than a year: it cannot be assigned.
    case tooLong
    case unknown

    /// A period that crosses New Year counts for the year in which its middle lies; a year that ends on the first
    /// of January of the next one, as year aggregates do, so counts for the year it is about.
    init(start: Int64?, stop: Int64?) {
        guard let start, let stop, start <= stop else {
            self = .unknown
            return
        }
        let first = CivilDate.split(start).day
        let last = CivilDate.split(stop).day
        guard last - first <= 366 else {
            self = .tooLong
            return
        }
        self = .year(CivilDate.date(days: first + (last - first) / 2).year)
    }
}

/// Protocols under which there is no fixed way of working: incidental observations (losse waarnemingen).
enum IncidentalProtocols {
    /// Entry portal, Waarneming.nl, iNaturalist, ObsIdentify, and the explicit code.
    static let codes: Set<String> = ["100.000", "101.000", "102.004", "102.006", "LOS"]
}
