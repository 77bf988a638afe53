/// All codes by which a delivery or a record of it can be told what is wrong, as a document.
public enum DeliveryCodes {
    /// Reasons for which a whole delivery is held; see the register of agreements.
    public static let held: [(code: String, dutch: String)] = [
        ("AGREEMENT_MISSING", "De bron noemt in de configuratie geen overeenkomst."),
        ("AGREEMENT_UNKNOWN", "De overeenkomst staat niet in het register."),
        ("AGREEMENT_NOT_VALID", "De overeenkomst is op de dag van opname niet geldig."),
    ]

    /// The list as Markdown, the same text for the same codes.
    public static func markdown() -> String {
        var text = """
            # Codes of the intake

            Made from the source (`DeliveryCodes`): the codes that reports, `ndff status`, the quarantine and findings show.

            ## Records set aside (quarantine)

            A record that is set aside is kept with its original bytes in `quarantine/delivery-…csv`: the supplier's own
            columns, behind them `ndff_rest` (fields behind the last column, or all of a record that cannot be split),
            `ndff_levering` and `ndff_record` (the entry in the quarantine), `ndff_reden` (a code below), `ndff_regel` and
            `ndff_byte` (where it stood). Corrected, the file can be delivered again as it is by the same source: records that
            come in close their entry, others leave it open. Codes marked * do not count for `maxQuarantine`.

            What is no text comes back in its own form beside it, under the same name: workbooks, GeoPackages, shapefiles (in a
            zip), Parquet, GML, Darwin Core in XML, GeoJSON, JSON and the NDFF's bulk sets, with the same columns (but for
            `ndff_rest`; in dBASE cut off at ten letters) or members. Either file can be corrected. Of wide tables, archives
            and packages of tables there is only the table.

            | code | meaning |
            |---|---|

            """
        for reason in QuarantineReason.allCases {
            text += "| `\(reason.rawValue)`\(reason.countsForThreshold ? "" : " *") | \(reason.messageDutch) |\n"
        }
        text += """

            ## Deliveries refused

            Nothing of the delivery is stored; the file is kept in the archive.

            | code | what the supplier is asked |
            |---|---|

            """
        for code in DeliveryError.Code.allCases { text += "| `\(code.rawValue)` | \(code.requestDutch) |\n" }
        text += """

            ## Deliveries held

            | code | meaning |
            |---|---|

            """
        for reason in held { text += "| `\(reason.code)` | \(reason.dutch) |\n" }
        text += """

            ## Findings while reading

            The record is stored; the finding stands beside it.

            | code | severity | meaning |
            |---|---|---|

            """
        for issue in InterpretationIssue.allCases {
            text += "| `\(issue.rawValue)` | \(issue.severity.rawValue) | "
                + issue.messageDutch.replacing("{value}", with: "…").replacing("|", with: "\\|") + " |\n"
        }
        text += """

            ## What becomes of an identity

            | delivered | known as | becomes | counted as |
            |---|---|---|---|
            | record | not known | new | stored |
            | record | live, other content | next version | updated |
            | record | live, same content | nothing | unchanged |
            | record | earlier in this delivery, other content | next version, finding `DUPLICATE_IN_DELIVERY` | updated |
            | record | withdrawn | next version, finding `WITHDRAWN_BEFORE` | stored |
            | withdrawal | live, of this source | leaves the snapshot | withdrawn |
            | withdrawal | withdrawn already | nothing | unchanged |
            | withdrawal | not known, or of another source | set aside, `WITHDRAWAL_UNKNOWN` | quarantined |
            | nothing, in a delivery of everything | live, of this source | leaves the snapshot | withdrawnMissing |

            The NDFF does not let an identity be used again once it was deleted. Here it may come back, since a supplier who leaves
            a record out by mistake must be able to mend that; it stays the same observation with all its versions
            (`ndff explain`), and the finding draws attention to it.

            """
        return text
    }
}

extension DeliveryError.Code {
    /// What the supplier of a refused delivery is asked to do, in Dutch.
    public var requestDutch: String {
        switch self {
        case .empty: "Het bestand bevat geen records; lever het bestand met de waarnemingen."
        case .formatNotRead: "Dit formaat wordt niet gelezen; lever de waarnemingen in een van de ondersteunde formaten."
        case .unreadable: "Het bestand is beschadigd of niet wat het lijkt; maak het opnieuw en lever het nog eens."
        case .notObservations: "Het bestand bevat geen losse waarnemingen; lever de waarnemingen zelf."
        case .columnMissing: "Er ontbreekt een kolom die elke waarneming nodig heeft; voeg die toe of pas het profiel aan."
        case .overThreshold: "Te veel records zijn onleesbaar; herstel ze en lever het hele bestand opnieuw."
        case .tooMuchMissing:
            "In deze volledige levering ontbreken te veel eerder geleverde waarnemingen; lever ze alle, of spreek af dat ze vervallen."
        case .profileMismatch: "Het bestand past niet bij het afgesproken profiel; lever de afgesproken kolommen."
        }
    }
}
