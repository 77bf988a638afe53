import Foundation

/// The register of agreements with suppliers. Its columns are described in `Fixtures/reference/agreements/README.md`.
public struct AgreementRegister: Sendable {
    /// Why a delivery cannot be taken in under an agreement.
    public enum Objection: Sendable, Equatable {
        /// The source names no agreement.
        case noneNamed
        case unknown(String)
        /// None of its periods holds the day; they are given as text.
        case notValid(String, periods: String)
    }

    public let description: ReferenceDescription
    /// Versions of each agreement, in the order of their periods.
    private let versions: [String: [Agreement]]

    public init(url: URL) throws(ReferenceFileError) {
        description = try ReferenceDescription.beside(url)
        let table = try ReferenceTable(
            url: url,
            required: ["agreement", "source_holder", "valid_from", "valid_until", "protocol_version", "publish"],
            optional: ["contact", "licence", "embargo_days", "embargo_until", "note"])
        var versions: [String: [Agreement]] = [:]
        for row in table.rows {
            let agreement = try Self.agreement(table, row)
            for other in versions[agreement.number] ?? []
            where agreement.validFrom <= other.validUntil && other.validFrom <= agreement.validUntil {
                throw table.invalid(
                    row, "valid_from", expected: "a period that does not overlap another one of \(agreement.number)")
            }
            versions[agreement.number, default: []].append(agreement)
        }
        self.versions = versions.mapValues { $0.sorted { $0.validFrom < $1.validFrom } }
    }

    /// The agreement under which a delivery may be taken in on a day, or why there is none.
    public func agreement(_ number: String?, on day: Int32) -> Result<Agreement, ObjectionError> {
        guard let number else { return .failure(ObjectionError(objection: .noneNamed)) }
        guard let known = versions[number] else { return .failure(ObjectionError(objection: .unknown(number))) }
        if let valid = known.first(where: { $0.isValid(on: day) }) { return .success(valid) }
        let periods = known.map { "\(Self.text($0.validFrom)) – \(Self.text($0.validUntil))" }
        return .failure(
            ObjectionError(objection: .notValid(number, periods: periods.joined(separator: ", "))))
    }

    /// The terms of publication on a day: those of the version valid then, else of the last one. What was taken in stays
    /// under the agreement when its period has ended.
    public func terms(_ number: String, on day: Int32) -> Agreement? {
        let known = versions[number] ?? []
        return known.first { $0.isValid(on: day) } ?? known.last
    }

    public struct ObjectionError: Error, Sendable, Equatable {
        public var objection: Objection
    }

    private static func agreement(
        _ table: ReferenceTable, _ row: ReferenceTable.Row
    ) throws(ReferenceFileError) -> Agreement {
        let number = table.text(row, "agreement")
        guard !number.isEmpty else { throw table.invalid(row, "agreement", expected: "the number of the agreement") }
        let publication: Agreement.Publication
        switch table.text(row, "publish").lowercased() {
        case "yes", "ja": publication = .allowed
        case "no", "nee": publication = .forbidden
        case "1": publication = .blurred(.kilometre)
        case "5": publication = .blurred(.fiveKilometres)
        case "10": publication = .blurred(.tenKilometres)
        default: throw table.invalid(row, "publish", expected: "yes, no, or the side in km of squares: 1, 5 or 10")
        }
        let from = try ReferenceDay.read(table, row, "valid_from") ?? .min
        let until = try ReferenceDay.read(table, row, "valid_until") ?? .max
        guard from <= until else { throw table.invalid(row, "valid_until", expected: "a day on or after valid_from") }
        let licence = table.text(row, "licence")
        return Agreement(
            number: number, sourceHolder: table.text(row, "source_holder"), validFrom: from, validUntil: until,
            protocolVersion: table.text(row, "protocol_version"), contact: table.text(row, "contact"),
            publication: publication, licence: licence.isEmpty ? nil : licence,
            embargoDays: table.text(row, "embargo_days").isEmpty
                ? nil : try table.integer(row, "embargo_days", in: 0...36_525),
            embargoUntil: try ReferenceDay.read(table, row, "embargo_until"))
    }

    private static func text(_ day: Int32) -> String {
        switch day {
        case .min: "…"
        case .max: "…"
        default: ReferenceDay.text(day)
        }
    }
}
