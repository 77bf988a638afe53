import Ingest
import Observations
import Testing

/// Which records say the same, by their content key.
@Suite struct AssemblyContentKeyTests {
    /// Two records of a pair, and whether they say the same.
    @Test(arguments: [
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", true),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Gewone pad,2024-06-15,155000,463000,3,Jan,nat", true),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,15-06-2024,155000,463000,3,Jan,nat", true),
        (
            "1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,\"Bufo bufo\",2024-06-15,155000.0,463000,3,Jan, nat ",
            true
        ),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-16,155000,463000,3,Jan,nat", false),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-15,155001,463000,3,Jan,nat", false),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-15,155000,463000,4,Jan,nat", false),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-15,155000,463000,3,Piet,nat", false),
        ("1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Bufo bufo,2024-06-15,155000,463000,3,Jan,", false),
        (
            "1,Bufo bufo,2024-06-15,155000,463000,3,Jan,nat", "2,Vanessa atalanta,2024-06-15,155000,463000,3,Jan,nat",
            false
        ),
        (
            "1,Bufo bufo,2024-06-15/2024-08-15,155000,463000,3,Jan,nat",
            "2,Bufo bufo,2024-06-16/2024-07-15,155000,463000,3,Jan,nat", false
        ),
    ])
    func contentKeys(_ first: String, _ second: String, _ areEqual: Bool) throws {
        let taken = try IntakeSample.take(
            "id,soort,datum,x,y,aantal,waarnemer,opmerking\n\(first)\n\(second)\n", profile: nil)
        let keys = taken.values(.contentKey)
        #expect(keys.count == 2 && (keys.first == keys.last) == areEqual)
        #expect(Set(taken.values(.payloadKey)).count == 2)
    }

    @Test func shapesAroundOneCentreDiffer() throws {
        let profile = "crs: RD\nfields: { identity: id, taxon: soort, geometry: wkt }"
        func square(_ half: Int) -> String {
            let (w, e, s, n) = (155_000 - half, 155_000 + half, 463_000 - half, 463_000 + half)
            return "\"POLYGON((\(w) \(s),\(e) \(s),\(e) \(n),\(w) \(n),\(w) \(s)))\""
        }
        let taken = try IntakeSample.take(
            "id,soort,wkt\n1,Bufo bufo,\(square(50))\n2,Bufo bufo,\(square(500))\n3,Bufo bufo,\(square(50))\n",
            profile: profile)
        let keys = taken.values(.contentKey)
        #expect(taken.values(.x) == ["155000", "155000", "155000"])
        #expect(keys[0] != keys[1] && keys[0] == keys[2])
    }
}
