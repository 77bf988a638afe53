import Formats
import Foundation
import Reference
import Validation

/// Where observations may lie, for the commands that judge them; the others need no more of it than a record's own place.
struct JudgingArea: Sendable {
    /// The test that the rule on the working area asks.
    let test: WorkingAreaTest
    /// What judgements rest on besides facts and rules: the working area, by its content.
    let setting: String

    init(_ reference: PipelineConfiguration.Reference, provinces: SquareProvinces) throws {
        let definition: WorkingArea.Definition
        let name: String
        switch reference.area {
        case .netherlands:
            (definition, name) = (.netherlands, "Nederland")
            setting = "netherlands \(try sha256(ofFile: reference.provinces))"
        case .world:
            (definition, name) = (.world, "de wereld")
            setting = "world"
        case .box(let west, let south, let east, let north):
            (definition, name) = (.boundingBox(west: west, south: south, east: east, north: north), "het werkgebied")
            setting = "box \(west) \(south) \(east) \(north)"
        case .polygons(let path):
            (definition, name) = (.polygons(URL(fileURLWithPath: path)), "het werkgebied")
            setting = "polygons \(try sha256(ofFile: path))"
        }
        test = WorkingAreaTest(name: name, area: try WorkingArea(definition, provinces: provinces))
    }

    /// What judgements rest on, with the other records of the store where rules look at them.
    func setting(with context: SpeciesContext?) -> String {
        context.map { "\(setting) context \($0.fingerprint)" } ?? setting
    }
}

/// The working area of the configuration as the rules ask for it.
struct WorkingAreaTest: AreaTest {
    var name: String
    var area: WorkingArea

    func mark(_ places: Places, inside: UnsafeMutableBufferPointer<Bool>) {
        area.mark(x: places.x, y: places.y, inside: inside)
    }
}
