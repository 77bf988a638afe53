/// Tests that hold coordinates against places.
enum PlaceTests {
    static let all: [BDQTest] = []
}
