import Columns
import Observations

extension ObservationFacts {
    /// The column of a field with a code; without codes for a column that is none of them.
    func code(_ column: ObservationColumn) -> CodedText {
        switch column {
        case .lifeStage: lifeStage
        case .sex: sex
        case .activity: activity
        case .biotope: biotope
        case .determinationMethod: determinationMethod
        case .surveyMethod: surveyMethod
        case .subjectType: subjectType
        case .dwelling: dwelling
        case .abundanceSchema: abundanceSchema
        case .protocolCode: protocolCode
        case .basisOfRecord: basisOfRecord
        case .bronhouder: bronhouder
        default: CodedText(codes: [UInt32](repeating: 0, count: rowCount))
        }
    }
}
