import Foundation
import Reference

/// Under which terms observations become open data.
public struct DisclosurePolicy: Sendable {
    /// The day of publication, in days since 1970-01-01: the day of the snapshot, not of the clock, so that an export
    /// can be repeated. A record is under embargo when its last day of embargo is this day or later.
    public let publicationDay: Int32
    /// Whether absences are published too (as such); off for exports that know presences only.
    public let includesAbsences: Bool
    /// Put in front of a blurred record's identity before the digest is taken. Keep it secret, and keep it: the
    /// published identities change with it. Empty gives the digest that NDFF publishes.
    public let identitySalt: [UInt8]
    /// The directory with `rdtrans2018.gsb`, for centres of squares in degrees; `nil` to do without (0.25 m).
    public let gridDirectory: URL?
    /// Sources of which not everything may be published as it is, by name.
    public let sourceTerms: [String: SourceTerms]
    let sensitiveSpecies: SensitiveSpecies
    /// Row of the register by taxon URI.
    let taxonRows: [String: Int32]

    /// - Parameters:
    ///   - sensitiveSpecies: which taxa are blurred or hidden, and when.
    ///   - register: the register that the sensitive species were read with.
    public init(
        sensitiveSpecies: SensitiveSpecies, register: TaxonRegister, publicationDay: Int32,
        includesAbsences: Bool = false, identitySalt: [UInt8] = [], gridDirectory: URL? = nil,
        sourceTerms: [String: SourceTerms] = [:]
    ) {
        self.sensitiveSpecies = sensitiveSpecies
        self.publicationDay = publicationDay
        self.includesAbsences = includesAbsences
        self.identitySalt = identitySalt
        self.gridDirectory = gridDirectory
        self.sourceTerms = sourceTerms
        var rows: [String: Int32] = [:]
        rows.reserveCapacity(register.count)
        for (index, taxon) in register.taxa.enumerated() where rows[taxon.id] == nil || taxon.isAccepted {
            rows[taxon.id] = Int32(truncatingIfNeeded: index)
        }
        taxonRows = rows
    }

    /// Whether the list has a taxon or the species that it belongs to. Of a taxon that the register does not have nobody
    /// can tell.
    func isSensitive(taxonID: String) -> Bool {
        taxonRows[taxonID].map { !sensitiveSpecies.rules(taxon: $0).isEmpty } ?? false
    }
}
