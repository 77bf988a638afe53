import Columns

/// What the tables of a rule pack say of one taxon's seasons and squares: what a person needs to see beside a finding.
public struct TaxonKnowledge: Sendable, Equatable {
    /// A season and the life stage that it is about; `*` is any.
    public struct StagedSeason: Sendable, Equatable {
        public var stage: String
        public var season: Season
    }

    /// The squares from which the taxon is known in some years.
    public struct KnownSquares: Sendable, Equatable {
        /// Years, both included; `nil` when the table says nothing of years.
        public var years: ClosedRange<Int>?
        /// Side in km: 5 or 10.
        public var size: Int
        /// The km of the lower left corner as `x * 1000 + y`, from south to north.
        public var codes: [Int32]
    }

    public var seasons: [StagedSeason] = []
    public var squares: [KnownSquares] = []
}

extension RulePack {
    /// What the pack says of a taxon; of the entry that the rules take (own, species, genus, soortgroep, all).
    /// - Parameter soortgroep: several are separated by `|`, as in the store.
    public func knowledge(
        taxonID: String?, scientificName: String?, speciesID: String?, soortgroep: String?
    ) -> TaxonKnowledge {
        var knowledge = TaxonKnowledge()
        let taxa = DistinctTaxa(
            taxonID: CodedText([taxonID]), scientificName: CodedText([scientificName]), speciesID: CodedText([speciesID]),
            soortgroep: CodedText([soortgroep]), contents.vocabulary)
        let trail = taxa.trail(0)
        let season = contents.phenology.taxa.entry(trail)
        if season >= 0 {
            knowledge.seasons = contents.phenology.seasons(entry: season).map {
                TaxonKnowledge.StagedSeason(stage: stages.name($0.stage), season: $0.season)
            }
        }
        let place = contents.distribution.taxa.entry(trail)
        if place >= 0 {
            knowledge.squares = contents.distribution.known(entry: place).map { known in
                TaxonKnowledge.KnownSquares(
                    years: known.years == DistributionTable.allYears ? nil : known.years, size: known.squares.grid.size,
                    codes: known.squares.codes)
            }
        }
        return knowledge
    }
}
