import Reference

/// Reads both coordinates from one text: `52.155, 5.387`, `52°09'18"N 5°23'15"E`, `155000 463000`, `31U 626105 5779245`,
/// and squares such as `31U FT 26105 79245`.
///
/// Such a text does not say which number goes first. Letters may; otherwise the ranges of the system do, as in degrees
/// as well as in RD no pair of the Low Countries can be read both ways.
package struct CoordinateText {
    package enum Place {
        case pair(CoordinateReading)
        case square(GridSquare)
    }

    let reader: CoordinateReader

    package init(reader: CoordinateReader) {
        self.reader = reader
    }

    /// - Parameter epsg: the declared system, `nil` when there is none.
    package func read(_ text: UnsafeRawBufferPointer, epsg: Int?) -> Place {
        let text = text.trimmed
        if let square = MilitaryGrid.square(ofLabel: text.text) {
            return .square(
                GridSquare(
                    x: square.easting, y: square.northing, size: square.size,
                    epsg: (square.isSouth ? 32700 : 32600) + square.zone))
        }
        if let pair = utm(text) { return .pair(reader.judgement.judge(x: pair.x, y: pair.y, epsg: pair.epsg)) }
        var best: CoordinateReading?
        for gap in Self.gaps(text) {
            let (first, second) = (text.part(0..<gap.lowerBound), text.part(gap.upperBound..<text.count))
            for (x, y) in [(second, first), (first, second)] {
                let reading = reader.pair(x: x, y: y, epsg: epsg)
                switch reading.issue {
                case nil: return .pair(reading)
                case .coordinateInvalid, .presumedSwapped: break
                default: best = best ?? reading
                }
            }
        }
        return .pair(best ?? CoordinateReading(epsg: epsg, issue: .coordinateInvalid))
    }

    /// `31U 626105 5779245`, `31N 626105 5779245`: a zone with its band or hemisphere, easting, northing.
    private func utm(_ text: UnsafeRawBufferPointer) -> (x: Double, y: Double, epsg: Int)? {
        var cursor = DateCursor(text, order: .unknown)
        let (zone, digits) = cursor.number()
        cursor.skipBlanks()
        let band = cursor.word()
        guard digits == 1 || digits == 2, (1...60).contains(zone), band.count == 1, let letter = band.first else { return nil }
        let parts = text.part(cursor.at..<text.count).split { $0 == 0x20 || $0 == UInt8(ascii: ",") }
        guard parts.count == 2, let x = reader.angles.numbers.double(UnsafeRawBufferPointer(rebasing: parts[0])),
            let y = reader.angles.numbers.double(UnsafeRawBufferPointer(rebasing: parts[1]))
        else { return nil }
        // Bands from N on lie north of the equator; an S for south and the band S cannot be told apart.
        switch letter.asciiLowercased {
        case UInt8(ascii: "n"), UInt8(ascii: "p")...UInt8(ascii: "r"), UInt8(ascii: "t")...UInt8(ascii: "x"):
            return (x, y, 32600 + zone)
        default: return nil
        }
    }

    /// Where a text may be cut in two: signs that separate first, blanks last.
    private static func gaps(_ text: UnsafeRawBufferPointer) -> [Range<Int>] {
        for sign in [UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "/")] {
            let places = text.indices.filter { text[$0] == sign }
            if let place = places.first { return places.count == 1 ? [place..<place + 1] : [] }
        }
        var gaps: [Range<Int>] = []
        for index in text.indices.dropFirst().dropLast() {
            if text[index] == UInt8(ascii: ","), text[index + 1] == 0x20 { gaps.append(index..<index + 2) }
        }
        let commas = text.indices.filter { text[$0] == UInt8(ascii: ",") }
        if commas.count == 1, gaps.isEmpty { gaps.append(commas[0]..<commas[0] + 1) }
        // Between degrees and minutes there may be blanks too: the one in the middle goes first.
        let blanks = text.indices.filter { text[$0] == 0x20 }
        let middle = text.count / 2
        gaps += blanks.sorted { abs($0 - middle) < abs($1 - middle) }.prefix(8).map { $0..<$0 + 1 }
        return gaps.filter { $0.lowerBound > 0 && $0.upperBound < text.count }
    }
}
