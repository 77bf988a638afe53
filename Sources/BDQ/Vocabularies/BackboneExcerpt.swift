/// Orders of large groups with the class, phylum and kingdom above them, and some of their families, as the GBIF Backbone
/// Taxonomy (doi.org/10.15468/39omei) has them to our knowledge. Put together by hand, not taken from a release of it, and
/// so to be replaced by an excerpt of one; that a name is not here proves nothing.
enum BackboneExcerpt {
    /// Lowest rank last.
    static let ranks = ["dwc:kingdom", "dwc:phylum", "dwc:class", "dwc:order", "dwc:family"]

    /// Names above a name, by rank and name.
    private static let lineages: [String: [String: [String]]] = {
        var lineages: [String: [String: [String]]] = [:]
        func add(_ lineage: [String]) {
            guard let name = lineage.last, ranks.indices.contains(lineage.count - 1) else { return }
            lineages[ranks[lineage.count - 1], default: [:]][name] = lineage
        }
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            guard parts.count == 3, parts[0].count == 3 else { continue }
            for depth in 1...3 { add(Array(parts[0].prefix(depth))) }
            for order in parts[1] { add(parts[0] + [order]) }
            for family in parts[2] {
                let pair = family.split(separator: "/").map(String.init)
                if pair.count == 2 { add(parts[0] + pair) }
            }
        }
        return lineages
    }()

    /// Names that the backbone takes for another one at the same rank.
    private static let synonyms = ["Magnoliophyta": "Tracheophyta", "Spermatophyta": "Tracheophyta", "Angiospermae": "Tracheophyta"]

    static func lineage(_ rank: String, _ name: String) -> [String]? {
        lineages[rank]?[synonyms[name] ?? name]
    }

    static func names(of rank: String) -> Set<String> { Set((lineages[rank] ?? [:]).keys) }

    enum Verdict: Sendable { case consistent, contradictory, unknown }

    /// Whether names at ranks go together, held against the lowest of them that is here.
    static func verdict(_ given: [String: String]) -> Verdict {
        guard let anchor = ranks.lastIndex(where: { rank in given[rank].map { lineage(rank, $0) != nil } ?? false }),
            let name = given[ranks[anchor]], let lineage = lineage(ranks[anchor], name)
        else { return .unknown }
        for index in 0..<anchor {
            guard let above = given[ranks[index]] else { continue }
            if (synonyms[above] ?? above) != lineage[index] { return .contradictory }
        }
        let isAllKnown = given.keys.allSatisfy { rank in ranks.firstIndex(of: rank).map { $0 <= anchor } ?? false }
        return isAllKnown ? .consistent : .unknown
    }

    /// Kingdom, phylum, class; its orders; some families as order/family.
    private static let table = """
        Animalia Arthropoda Insecta|Archaeognatha Blattodea Coleoptera Dermaptera Diptera Embioptera Ephemeroptera Hemiptera Hymenoptera Lepidoptera Mantodea Mecoptera Megaloptera Neuroptera Odonata Orthoptera Phasmida Plecoptera Psocodea Raphidioptera Siphonaptera Strepsiptera Thysanoptera Trichoptera Zoraptera Zygentoma|Coleoptera/Carabidae Coleoptera/Cerambycidae Coleoptera/Chrysomelidae Coleoptera/Coccinellidae Coleoptera/Curculionidae Coleoptera/Dytiscidae Coleoptera/Scarabaeidae Coleoptera/Staphylinidae Diptera/Culicidae Diptera/Syrphidae Hymenoptera/Apidae Hymenoptera/Formicidae Hymenoptera/Vespidae Lepidoptera/Noctuidae Lepidoptera/Nymphalidae Lepidoptera/Pieridae Lepidoptera/Lycaenidae Odonata/Libellulidae Orthoptera/Acrididae Hemiptera/Pentatomidae
        Animalia Arthropoda Arachnida|Araneae Ixodida Mesostigmata Opiliones Pseudoscorpiones Sarcoptiformes Scorpiones Solifugae Trombidiformes|Araneae/Araneidae Araneae/Lycosidae Araneae/Salticidae Araneae/Linyphiidae
        Animalia Arthropoda Malacostraca|Amphipoda Decapoda Euphausiacea Isopoda Mysida Stomatopoda|Decapoda/Portunidae Decapoda/Cambaridae
        Animalia Arthropoda Diplopoda|Glomerida Julida Polydesmida|Julida/Julidae
        Animalia Arthropoda Chilopoda|Geophilomorpha Lithobiomorpha Scolopendromorpha Scutigeromorpha|Lithobiomorpha/Lithobiidae
        Animalia Arthropoda Collembola|Entomobryomorpha Poduromorpha Symphypleona Neelipleona|Entomobryomorpha/Entomobryidae
        Animalia Mollusca Gastropoda|Cephalaspidea Cycloneritida Littorinimorpha Neogastropoda Nudibranchia Stylommatophora Trochida|Neogastropoda/Muricidae Neogastropoda/Conidae Stylommatophora/Helicidae Littorinimorpha/Littorinidae
        Animalia Mollusca Bivalvia|Arcida Cardiida Mytilida Myida Ostreida Pectinida Unionida Venerida|Mytilida/Mytilidae Ostreida/Ostreidae Unionida/Unionidae
        Animalia Mollusca Cephalopoda|Myopsida Nautilida Octopoda Oegopsida Sepiida|Octopoda/Octopodidae
        Animalia Chordata Aves|Accipitriformes Anseriformes Apodiformes Caprimulgiformes Charadriiformes Ciconiiformes Columbiformes Coraciiformes Cuculiformes Falconiformes Galliformes Gaviiformes Gruiformes Passeriformes Pelecaniformes Phoenicopteriformes Piciformes Podicipediformes Procellariiformes Psittaciformes Sphenisciformes Strigiformes Suliformes|Accipitriformes/Accipitridae Anseriformes/Anatidae Charadriiformes/Laridae Charadriiformes/Scolopacidae Passeriformes/Corvidae Passeriformes/Paridae Passeriformes/Turdidae Passeriformes/Fringillidae Passeriformes/Passeridae Strigiformes/Strigidae
        Animalia Chordata Mammalia|Carnivora Cetacea Chiroptera Dasyuromorphia Didelphimorphia Diprotodontia Lagomorpha Monotremata Perissodactyla Primates Proboscidea Rodentia Sirenia Soricomorpha|Carnivora/Canidae Carnivora/Felidae Carnivora/Mustelidae Chiroptera/Vespertilionidae Diprotodontia/Macropodidae Lagomorpha/Leporidae Rodentia/Muridae Rodentia/Cricetidae Soricomorpha/Soricidae Soricomorpha/Talpidae
        Animalia Chordata Amphibia|Anura Caudata Gymnophiona|Anura/Bufonidae Anura/Hylidae Anura/Ranidae Caudata/Salamandridae
        Fungi Basidiomycota Agaricomycetes|Agaricales Boletales Cantharellales Polyporales Russulales|Agaricales/Agaricaceae Agaricales/Amanitaceae Agaricales/Cortinariaceae Boletales/Boletaceae Russulales/Russulaceae Polyporales/Polyporaceae
        Fungi Ascomycota Lecanoromycetes|Lecanorales Peltigerales Teloschistales|Lecanorales/Parmeliaceae Lecanorales/Cladoniaceae Teloschistales/Teloschistaceae
        Plantae Tracheophyta Magnoliopsida|Apiales Aquifoliales Asterales Boraginales Brassicales Caryophyllales Celastrales Cornales Cucurbitales Dipsacales Ericales Fabales Fagales Gentianales Geraniales Lamiales Laurales Magnoliales Malpighiales Malvales Myrtales Nymphaeales Oxalidales Piperales Proteales Ranunculales Rosales Santalales Sapindales Saxifragales Solanales Vitales|Apiales/Apiaceae Asterales/Asteraceae Brassicales/Brassicaceae Caryophyllales/Caryophyllaceae Ericales/Ericaceae Fabales/Fabaceae Fagales/Betulaceae Fagales/Fagaceae Lamiales/Lamiaceae Lamiales/Plantaginaceae Malpighiales/Salicaceae Malpighiales/Violaceae Malvales/Malvaceae Myrtales/Lythraceae Myrtales/Myrtaceae Myrtales/Onagraceae Proteales/Proteaceae Ranunculales/Ranunculaceae Rosales/Rosaceae Sapindales/Sapindaceae Solanales/Solanaceae
        Plantae Tracheophyta Liliopsida|Acorales Alismatales Arecales Asparagales Commelinales Dioscoreales Liliales Pandanales Poales Zingiberales|Asparagales/Orchidaceae Liliales/Liliaceae Poales/Cyperaceae Poales/Juncaceae Poales/Poaceae Alismatales/Potamogetonaceae
        Plantae Tracheophyta Pinopsida|Pinales|Pinales/Cupressaceae Pinales/Pinaceae Pinales/Taxaceae
        Plantae Tracheophyta Polypodiopsida|Equisetales Ophioglossales Osmundales Polypodiales Salviniales|Equisetales/Equisetaceae Polypodiales/Aspleniaceae Polypodiales/Dryopteridaceae Polypodiales/Polypodiaceae
        Plantae Bryophyta Bryopsida|Bryales Dicranales Grimmiales Hypnales Orthotrichales Pottiales|Hypnales/Brachytheciaceae Pottiales/Pottiaceae
        """
}
