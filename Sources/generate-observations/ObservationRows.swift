/// Writes rows of the delivery. Every row depends on the seed and its own number only.
struct ObservationRows {
    /// Names of the columns, as Darwin Core has them.
    static let header: StaticString = """
        occurrenceID,basisOfRecord,scientificName,vernacularName,taxonRank,eventDate,decimalLatitude,decimalLongitude,\
        coordinateUncertaintyInMeters,individualCount,lifeStage,sex,behavior,habitat,samplingProtocol,recordedBy,\
        identifiedBy,occurrenceRemarks,locality,stateProvince,municipality,datasetName,eventID,license,rightsHolder,\
        identificationVerificationStatus,institutionCode,countryCode,geodeticDatum,modified

        """

    private let seed: UInt64
    private let taxa: Taxa
    private let places: Places
    private let words = Words()
    /// Shares of rows, in billionths.
    private let dirtyShare: UInt64
    private let changedShare: UInt64

    init(seed: UInt64, taxa: Taxa, dirty: Double, changed: Double) {
        self.seed = seed
        self.taxa = taxa
        places = Places(seed: seed)
        dirtyShare = UInt64(dirty * 1e9)
        changedShare = UInt64(changed * 1e9)
    }

    /// Writes row `row` (from 0), clean or not.
    func write(_ row: Int, to out: OutputBuffer) {
        guard let flaw = flaw(of: row) else {
            writeRow(row, identity: row, flaw: nil, to: out)
            return
        }
        switch flaw {
        case .sameAgain where row > 1000:
            let earlier = cleanRow(before: row)
            writeRow(earlier, identity: earlier, flaw: nil, to: out)
        case .identityAgain where row > 1000:
            writeRow(row, identity: cleanRow(before: row), flaw: nil, to: out)
        default:
            writeRow(row, identity: row, flaw: flaw, to: out)
        }
    }

    private func share(_ row: Int, purpose: UInt64) -> UInt64 {
        var random = RandomNumbers(seed: seed, row: UInt64(row), purpose: purpose)
        return random.next() % 1_000_000_000
    }

    private func flaw(of row: Int) -> Flaw? {
        let draw = share(row, purpose: 3)
        guard draw < dirtyShare else { return nil }
        return Flaw.allCases[Int(draw % UInt64(Flaw.allCases.count))]
    }

    /// A row up to a thousand rows back that is as it should be.
    private func cleanRow(before row: Int) -> Int {
        var random = RandomNumbers(seed: seed, row: UInt64(row), purpose: 4)
        var earlier = row - 1 - random.below(1000)
        while earlier > 0 && flaw(of: earlier) != nil { earlier -= 1 }
        return earlier
    }

    /// What the observations of a visit have in common.
    private struct Visit {
        var number: Int
        var belongs: Bool
        var random: RandomNumbers
    }

    /// Rows stand in groups of 20; almost half of the groups begin with a visit of 5 to 20 rows: 30 % of all rows.
    private func visit(of row: Int) -> Visit {
        let number = row / 20
        var random = RandomNumbers(seed: seed, row: UInt64(number), purpose: 5)
        let length = random.chance(480) ? 5 + random.below(16) : 0
        let belongs = row % 20 < length
        return Visit(
            number: number, belongs: belongs,
            random: belongs ? random : RandomNumbers(seed: seed, row: UInt64(row), purpose: 6))
    }

    private func writeRow(_ row: Int, identity: Int, flaw: Flaw?, to out: OutputBuffer) {
        var random = RandomNumbers(seed: seed, row: UInt64(row), purpose: 7)
        var visit = visit(of: row)
        // A draw of its own, so that all else of a changed row stays as it was.
        let change = share(row, purpose: 8)
        let isChanged = change < changedShare
        let isCountChanged = isChanged && (flaw != nil || change % 2 == 0)
        let isRemarkChanged = isChanged && !isCountChanged
        let taxon = taxa.pick(&random)
        let season = taxa.seasons[taxon]

        // Shared by the rows of a visit: when, where and who.
        let site = places.sites[places.pick(&visit.random)]
        let year = 2015 + max(visit.random.below(11), visit.random.below(11))
        let dayOfYear = dayOfYear(of: season, in: &visit)
        let observer = min(visit.random.below(words.observers.count), visit.random.below(words.observers.count))
        let dataset = visit.random.below(words.datasets.count)
        let (month, day) = Self.monthAndDay(dayOfYear)
        let hasTime = visit.belongs || visit.random.chance(350)
        let minute = 6 * 60 + visit.random.below(15 * 60)

        // occurrenceID, basisOfRecord, names
        if flaw != .noIdentity {
            out.text("https://waarneming.example/observation/")
            out.number(180_000_000 + identity * 3)
        }
        out.comma()
        out.text("HumanObservation,")
        if flaw == .unknownSpecies {
            out.text("Incognita ")
            out.text(words.nonsense[random.below(words.nonsense.count)])
            out.text(",onbekend,species,")
        } else {
            out.text(taxa.scientificNames[taxon])
            out.comma()
            out.text(taxa.dutchNames[taxon])
            out.comma()
            out.text(taxa.ranks[taxon])
            out.comma()
        }

        // eventDate
        switch flaw {
        case .impossibleDate: out.text(words.impossibleDates[random.below(words.impossibleDates.count)])
        case .noDate: break
        default:
            out.date(year: year, month: month, day: day)
            if hasTime {
                out.byte(UInt8(ascii: "T"))
                out.padded(minute / 60, digits: 2)
                out.byte(UInt8(ascii: ":"))
                out.padded(minute % 60, digits: 2)
            }
        }
        out.comma()

        // decimalLatitude, decimalLongitude, coordinateUncertaintyInMeters
        let latitude = site.latitude + random.spread(1200)
        let longitude = site.longitude + random.spread(1900)
        let decimals = random.chance(600) ? 5 : 6
        switch flaw {
        case .swappedCoordinates:
            out.degrees(longitude, decimals: decimals)
            out.comma()
            out.degrees(latitude, decimals: decimals)
        case .noCoordinates: out.comma()
        default:
            out.degrees(latitude, decimals: decimals)
            out.comma()
            out.degrees(longitude, decimals: decimals)
        }
        out.comma()
        out.number(words.uncertainties[random.below(words.uncertainties.count)])
        out.comma()

        // individualCount, lifeStage, sex, behavior, habitat, samplingProtocol
        var individuals = random.chance(620) ? 1 : 1 + random.below(1 + random.below(40))
        if isCountChanged { individuals += 1 }
        out.number(flaw == .negativeCount ? -individuals : individuals)
        out.comma()
        if season.isAnimal {
            out.text((season.isInsect ? words.insectStages : words.stages).pick(&random))
            out.comma()
            out.text(words.sexes.pick(&random))
            out.comma()
            out.text(words.behaviors.pick(&random))
        } else {
            out.text(words.plantStages.pick(&random))
            out.text(",,")
        }
        out.comma()
        out.text(words.habitats.pick(&random))
        out.comma()
        out.text(words.protocols.pick(&random))
        out.comma()

        // recordedBy, identifiedBy, occurrenceRemarks
        out.text(words.observers[observer])
        out.comma()
        if random.chance(400) { out.text(words.observers[observer]) }
        out.comma()
        let hasRemark = random.chance(150)
        switch flaw {
        case .awkwardRemark: out.text(words.awkwardRemarks[random.below(words.awkwardRemarks.count)])
        case .diacritics: out.text(words.accentedRemarks[random.below(words.accentedRemarks.count)])
        default: if hasRemark { out.text(words.remarks[random.below(words.remarks.count)]) }
        }
        if isRemarkChanged { out.text(" (herzien)") }
        if flaw == .tooFewFields {
            out.byte(UInt8(ascii: "\n"))
            return
        }
        out.comma()

        // locality … eventID
        out.text(places.localities[site.locality])
        out.comma()
        out.text(places.provinces[site.town])
        out.comma()
        out.text(places.municipalities[site.town])
        out.comma()
        out.text(words.datasets[dataset])
        out.comma()
        if visit.belongs {
            out.text("https://waarneming.example/visit/")
            out.number(9_000_000 + visit.number)
        }
        out.comma()

        // license … modified
        out.text("https://creativecommons.org/licenses/by/4.0/,")
        out.text(words.holders[dataset % words.holders.count])
        out.comma()
        out.text(words.verifications.pick(&random))
        out.comma()
        out.text(words.institutions[dataset % words.institutions.count])
        out.text(",NL,WGS84,")
        out.date(year: isChanged ? 2026 : min(2025, year + (month == 12 ? 1 : 0)), month: month % 12 + 1, day: min(day, 28))
        out.text("T03:00:00")
        if flaw == .tooManyFields { out.text(",,extra") }
        out.byte(UInt8(ascii: "\n"))
    }

    /// Most observations fall in the season of their group; a visit has one day for all it saw.
    private func dayOfYear(of season: Season, in visit: inout Visit) -> Int {
        if visit.belongs { return 170 + visit.random.spread(40) }
        if season.deviation == 0 || visit.random.chance(30) { return visit.random.below(365) }
        return max(0, min(364, season.peak + visit.random.spread(season.deviation)))
    }

    /// Month and day of a day of a year that is no leap year, from 0.
    private static func monthAndDay(_ dayOfYear: Int) -> (Int, Int) {
        var month = 1
        var rest = dayOfYear
        while month < 12 {
            let length = month == 2 ? 28 : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
            if rest < length { break }
            rest -= length
            month += 1
        }
        return (month, rest + 1)
    }
}
