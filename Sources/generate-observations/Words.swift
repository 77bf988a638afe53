/// The words that rows are made of; every person and organisation is made up.
struct Words {
    let observers = TextPool()
    let uncertainties = [5, 5, 10, 10, 10, 15, 25, 25, 50, 71, 100, 250, 707]
    let stages = Weighted([("", 45), ("adult", 40), ("juvenile", 8), ("subadult", 4), ("egg", 1), ("unknown", 2)])
    let insectStages = Weighted([("imago", 72), ("", 12), ("larva", 9), ("pupa", 3), ("egg", 4)])
    let plantStages = Weighted([("", 60), ("flowering", 22), ("vegetative", 12), ("fruiting", 6)])
    let sexes = Weighted([("", 68), ("male", 18), ("female", 12), ("unknown", 2)])
    let behaviors = Weighted([
        ("", 40), ("present", 30), ("foraging", 10), ("calling", 7), ("flying over", 6), ("resting", 4),
        ("territorial", 2), ("occupied nest", 1),
    ])
    let habitats = Weighted([
        ("", 55), ("grassland", 12), ("deciduous forest", 9), ("heathland", 7), ("reedbed", 5), ("garden", 8),
        ("ditch bank", 4),
    ])
    let protocols = Weighted([
        ("losse waarneming", 62), ("streeplijst", 16), ("transecttelling", 12), ("nachtvlinderval", 6),
        ("batdetector", 4),
    ])
    let verifications = Weighted([
        ("unverified", 40), ("approved on knowledge rules", 38), ("approved on photographic evidence", 16),
        ("approved on expert judgement", 6),
    ])
    let datasets = TextPool([
        "Losse waarnemingen van het Voorbeeldportaal", "Voorbeeldmeetnet Vlinders", "Voorbeeldmeetnet Broedvogels",
        "Florakartering Voorbeeldland", "Inventarisatie terreinen Stichting Voorbeeldnatuur",
    ])
    let holders = TextPool([
        "Stichting Voorbeeldportaal", "Vereniging Voorbeeldvlinder", "Stichting Voorbeeldvogels",
        "Vereniging Voorbeeldflora", "Stichting Voorbeeldnatuur",
    ])
    let institutions = TextPool(["VBP", "VBV", "SVV", "VBF", "SVN"])
    let nonsense = TextPool(["ignota", "dubia", "incerta", "spec. nov.", "nederlandica"])
    let impossibleDates = TextPool([
        "2021-02-30", "2020-13-01", "31-12-2022", "2019-00-00", "2099-06-01", "1066-10-14", "gisteren", "2022-06-31T25:61",
    ])
    let remarks = TextPool([
        "Zat op het bloemhoofd van een akkerdistel langs het pad", "Twee keer gehoord en daarna kort gezien",
        "Meerdere exemplaren bij elkaar op de zonnige oever; foto's gemaakt", "Vliegend naar het noordoosten",
        "Groeiplaats al jaren bekend en dit jaar iets uitgebreid", "Onder een omgevallen berk",
        "Determinatie met loep gecontroleerd", "Tijdens de jaarlijkse telling op vaste route",
    ])
    let awkwardRemarks = TextPool([
        "Riep duidelijk \"wiet-wiet\", daarna stil", "Eerste regel\nTweede regel, met komma\nDerde", "Maat: 5\" lang",
        "Zie ook \"vorig jaar\"\r\nzelfde plek", ",", "\"", "Adres: \"Dorpsstraat 1,\nVoorbeelddorp\"",
    ])
    let accentedRemarks = TextPool([
        "Reünie van de werkgroep, coördinaten gecheckt", "Eén exemplaar, ’s avonds bij Súdwest-Fryslân",
        "Über den Ruhrgebietszubringer geflogen", "Geïsoleerd ven; œuvre – niet zeker", "Ø 12 cm, 20 °C, ±3 m²",
    ])

    init() {
        let first = [
            "Anna", "Bram", "Carla", "Daan", "Eva", "Floris", "Greet", "Hidde", "Iris", "Joost", "Klaas", "Lotte",
            "Marijke", "Niels", "Olga", "Pieter", "Roos", "Sjoerd", "Truus", "Ymke",
        ]
        let last = [
            "van den Voorbeeld", "de Proef", "Testema", "Fictema", "van Verzonnen", "Denkbeeld", "ter Illustratie",
            "van der Monster", "Schijnhof", "Zogenaamd", "in 't Verhaal", "Nietecht",
        ]
        for name in first {
            for family in last {
                for initial in "ABCDEFGH" { observers.append("\(name) \(initial). \(family)") }
            }
        }
    }
}

/// Words with the share (in hundredths) that each has.
struct Weighted {
    private let words: TextPool
    private var places: [UInt8] = []

    init(_ entries: [(String, Int)]) {
        words = TextPool(entries.map(\.0))
        for (number, entry) in entries.enumerated() {
            places += repeatElement(UInt8(truncatingIfNeeded: number), count: entry.1)
        }
    }

    func pick(_ random: inout RandomNumbers) -> UnsafeBufferPointer<UInt8> {
        words[Int(places[random.below(places.count)])]
    }
}
