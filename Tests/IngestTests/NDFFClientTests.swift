import Foundation
import Ingest
import Outside
import Testing

/// Files that the NDFF's own client makes (the Python package `ndff`).
@Suite struct NDFFClientTests {
    static let hasClient = (try? Outside.python("import ndff.api.object", [])) != nil
    static let missing: Comment = "needs NDFF_PYTHON or .venv/bin/python with the package ndff"

    @Test(.enabled(if: hasClient, missing)) func bulkSetsOfTheClientAreReadWhole() throws {
        try IntakeSample.withFolder { folder in
            try Outside.python(Self.script, [folder])
            let sink = MemorySink()
            let taken = try IntakeSample.take(path: folder + "/bulkset.zip", into: sink)
            #expect(taken.result.read == 7 && taken.result.quarantined.isEmpty)
            let columns = [
                "identity", "scientific_name", "period_start", "period_stop", "location_type", "uncertainty_m", "source_crs",
                "abundance_schema", "count_min", "dwelling", "protocol", "visit_id",
            ]
            let values = columns.map { taken.values($0) }
            let read = (0..<7).map { row in values.map { $0[row].isEmpty ? "-" : $0[row] }.joined(separator: " | ") }
            #expect(read.map { $0.replacing("https://bron.example/", with: "") } == Self.expected)
            let xs = taken.values(.x).compactMap { Double($0).map { Int($0.rounded()) } }
            #expect(xs == [155000, 155000, 155100, 155100, 155100, 155000, 155000])
            #expect(taken.rules == [])

            // The same set with PUT replaces what has changed, and only that.
            let again = try IntakeSample.take(path: folder + "/bulkset-put.zip", into: sink)
            #expect(again.result.read == 7 && again.result.updated == 1 && again.result.unchanged == 6)
        }
    }

    @Test(.enabled(if: hasClient, missing)) func observationsOfTheClientAreReadByThemselves() throws {
        try IntakeSample.withFolder { folder in
            try Outside.python(Self.script, [folder])
            let one = try IntakeSample.take(path: folder + "/observation.json")
            #expect(one.values(.identity) == ["https://bron.example/1"])
            let page = try IntakeSample.take(path: folder + "/page.json")
            #expect(page.values(.identity) == (1...7).map { "https://bron.example/\($0)" })
        }
    }

    private static let expected = [
        "1 | Pipistrellus nathusii | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | point | 5 | EPSG:28992 | exact_count | 1 | - | 12.205 | -",
        "2 | Pipistrellus nathusii | 2024-01-01T00:00:00 | 2024-01-01T00:00:00 | point | 5 | EPSG:4326 | exact_count | 2 | - | 12.205 | -",
        "3 | Pipistrellus nathusii | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | line | 10 | EPSG:28992 | exact_count | 3 | - | - | -",
        "4 | Pipistrellus nathusii | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | polygon | 0 | EPSG:28992 | exact_count | 4 | - | 12.205 | -",
        "5 | Plantae | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | polygon | 0 | EPSG:28992 | tansley | - | - | 12.205 | -",
        "6 | Pipistrellus nathusii | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | point | 5 | EPSG:28992 | exact_count | 6 | 770 | 12.205 | -",
        "7 | Pipistrellus nathusii | 2024-05-01T10:00:00 | 2024-05-01T10:30:00 | point | 5 | EPSG:28992 | londo_complete | - | - | 12.205 | VB1",
    ]

    /// Makes the files with the client's classes in a folder.
    private static let script = """
        import json, sys, zipfile
        from ndff.api.object import NdffBulkset, NdffDataset, NdffObservation
        codes = 'http://ndff-ecogrid.nl/codes'
        folder = sys.argv[1]
        def place(kind, coordinates, buffer):
            return {'buffer': buffer, 'geometry': {'type': kind, 'coordinates': coordinates}}
        ring = [[155000, 463000], [155200, 463000], [155200, 463200], [155000, 463200], [155000, 463000]]
        def observation(number, **fields):
            values = dict(
                identity=f'https://bron.example/{number}', dataset='https://bron.example/map/2',
                taxon='http://ndff-ecogrid.nl/taxonomy/taxa/pipistrellusnathusii',
                abundance_schema=f'{codes}/scales/exact_count', abundance_value=number,
                activity=f'{codes}/domainvalues/observation/activities/calling',
                biotope=f'{codes}/domainvalues/location/biotopes/unknown',
                determination_method=f'{codes}/domainvalues/observation/determinationmethods/550',
                lifestage=f'{codes}/domainvalues/observation/lifestages/509',
                sex=f'{codes}/domainvalues/observation/sexes/undefined',
                subject_type=f'{codes}/subjecttypes/live/individual',
                survey_method=f'{codes}/domainvalues/survey/surveymethods/na',
                period_start='2024-05-01 10:00:00', period_stop='2024-05-01T10:30',
                location=place('Point', [155000, 463000], 5))
            values.update(fields)
            made = NdffObservation()
            for name, value in values.items():
                made.set(name, value)
            return made
        def dataset(number, parent, protocol):
            made = NdffDataset(f'map {number}', 'http://ndff.nl/foldertypes/test/map', parent)
            made.identity, made.protocol = f'https://bron.example/map/{number}', protocol
            return json.loads(made.to_ndff_dataset_json())
        def observations(changed):
            visit = observation(7, abundance_schema=f'{codes}/scales/londo_complete',
                abundance_value=f'{codes}/abundance/cover/londo_complete/10')
            visit.set_extra_info(f'{codes}/keys/external/original_visit_id', 'VB1')
            made = [
                observation(1), observation(2, period_start='2024', period_stop='2024', location=place('Point', [5.387206, 52.155172], 5)),
                observation(3, dataset='https://elders.example/map', location=place('LineString', ring[:2], 10)),
                observation(4, location=place('Polygon', [ring], 0)),
                observation(5, taxon='http://ndff-ecogrid.nl/taxonomy/taxa/plantae', location=place('MultiPolygon', [[ring]], 0),
                    abundance_schema=f'{codes}/scales/tansley', abundance_value=f'{codes}/abundance/cover/tansley/s'),
                observation(6, dwelling=f'{codes}/domainvalues/observation/dwellings/770'), visit]
            if changed:
                made[0].set('abundance_value', 12)
            return [each.to_ndff_observation_json(as_json_string=False) for each in made]
        for verb, file in [('POST', 'bulkset.zip'), ('PUT', 'bulkset-put.zip')]:
            bulk = NdffBulkset()
            bulk[verb]['observations'] += observations(verb == 'PUT')
            bulk[verb]['datasets'] += [dataset(1, 'http://ndff.nl/folders/1', f'{codes}/protocols/12.205'),
                dataset(2, 'https://bron.example/map/1', None)]
            with zipfile.ZipFile(f'{folder}/{file}', 'w', zipfile.ZIP_DEFLATED) as archive:
                archive.writestr('data.json', json.dumps(bulk))
        with open(f'{folder}/observation.json', 'w') as text:
            text.write(observation(1).to_ndff_observation_json())
        with open(f'{folder}/page.json', 'w') as text:
            json.dump({'_links': {'self': {'href': 'x'}}, 'count': 7, '_embedded': {'items': observations(False)}}, text)
        """
}
