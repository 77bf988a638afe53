/// The test of annotations. There is no standard for annotating Darwin Core yet, and its validation data stand in for
/// one: an annotation is there when the parameter says what to look for.
enum AnnotationTests {
    static let all: [BDQTest] = [
        BDQTest(
            "ISSUE_ANNOTATION_NOTEMPTY", "fecaa8a3-bbd8-4c5a-a424-13c37c4bb7b1", actedUpon: [],
            consulted: ["oa:hasTarget"],
            parameters: [
                BDQTest.Parameter("bdqval:annotationSystem", ""), BDQTest.Parameter("bdqval:annotationAlertIf", ""),
            ]
        ) { input in
            // No system is held here, so none that is named can be asked; tables of rows name it as other tests' authority.
            if let refusal = input.unavailableAuthority(unless: []) { return refusal }
            if !input.isEmpty("bdqval:annotationSystem") {
                return .externalPrerequisites("the bdqval:annotationSystem is not available")
            }
            let isThere = !input.record.isEmpty("bdqval:annotationAlertIf")
            return .issue(isThere, isThere ? "there is an annotation" : "there is no annotation")
        }
    ]
}
