/// What was agreed with a supplier about its data: a gegevensleveringsovereenkomst in one of its versions.
public struct Agreement: Sendable, Equatable {
    /// What may be made public.
    public enum Publication: Sendable, Equatable {
        case allowed
        /// Only as squares of this side or larger.
        case blurred(SensitiveSpecies.Blur)
        case forbidden
    }

    public var number: String
    /// Whose data they are.
    public var sourceHolder: String
    /// Days since 1970-01-01, both included; `.min` and `.max` where the period is open.
    public var validFrom: Int32
    public var validUntil: Int32
    /// Version of the gegevensleveringsprotocol under which is delivered.
    public var protocolVersion: String
    /// Person or department to turn to. Restricted: never in open data, reports to others or logs.
    public var contact: String
    public var publication: Publication
    /// Licence of records that name none.
    public var licence: String?
    /// Days from the day of arrival during which a record that names no embargo of its own is not published.
    public var embargoDays: Int32?
    /// Day until which (inclusive) such a record is not published.
    public var embargoUntil: Int32?

    /// Whether deliveries may be taken in on a day.
    public func isValid(on day: Int32) -> Bool { validFrom <= day && day <= validUntil }

    /// Last day of the embargo of a record that names none itself and arrives on a day; `nil`: none.
    public func embargo(arrival day: Int32) -> Int32? {
        let running = embargoDays.map { day.addingReportingOverflow($0).partialValue }
        return [running, embargoUntil].compactMap { $0 }.max()
    }

    /// What of it bears on how records are stored, as text; empty where it has no bearing. The day of arrival is left
    /// out: a record that comes again does not change by that alone.
    public var storedTerms: String {
        var terms: [String] = []
        if publication == .forbidden { terms.append("publish no") }
        if let embargoDays { terms.append("embargo \(embargoDays) days") }
        if let embargoUntil { terms.append("embargo until \(embargoUntil)") }
        return terms.joined(separator: ", ")
    }
}
