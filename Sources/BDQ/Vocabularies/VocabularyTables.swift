/// Controlled vocabularies as published by GBIF at rs.gbif.org, one concept a line: the identifier, then its labels.
/// Facts; the date in the address is that of the issue.
enum VocabularyTables {
    /// rs.gbif.org/vocabulary/dwc/basis_of_record_2024-02-19.xml
    static let basisOfRecord = """
        PreservedSpecimen|Preserved Specimen|Uchovaný exemplář|Spécimen en collection|Espécime Preservado|Espécimen preservado|保存標本
        FossilSpecimen|Fossil Specimen|Fosilní exemplář|Spécimen fossile|Espécime Fóssil|Espécimen fósil|化石標本
        LivingSpecimen|Living Specimen|Živý exemplář|Spécimen vivant|Espécime Vivo|Espécimen vivo|生体標本|活體標本
        HumanObservation|Human Observation|Pozorování člověkem|Observation humaine|Observação por Humano|Observación humana|人による観察|人為觀測
        MachineObservation|Machine Observation|Strojové pozorování|Observation faite par une machine|Observação por Máquina|Observación con máquina|機械観測|機器觀測
        MaterialEntity|Material Entity|Materiální entita|Entité matérielle|Entidad Material|Entidade Material|物質的な実体|材料實體
        MaterialSample|Material Sample|Vzorek materiálu|Échantillon matériel|Amostra|Muestra|試料|材料樣本資訊|Sample
        Occurrence|Výskyt|Ocorrência|Observación|オカレンス|出現紀錄
        MaterialCitation|Material Citation|Citace materiálu|Référence à un matériel|文獻紀錄|Literature
        """

    /// rs.gbif.org/vocabulary/dwc/establishment_means_2025-07-10.xml
    static let establishmentMeans = """
        native|native (indigenous)|nativní (původní)|nativo (autóctono)|natif (indigène)|естественный (нативный)|原生|Indigenous|Native|Autóctona|Nativa
        nativeReintroduced|native: reintroduced|nativní: reintrodukovaný|nativo: reintroducido|natif : réintroduit|естественный: реинтродуцированный|原生：再引進|Reintroduced|Reintroducida
        introduced|introduced (alien, exotic, non-native, nonindigenous)|zavlečený (introdukovaný, cizí, exotický, nepůvodní)|introducido (exótico, no-nativo, no-autóctono)|introduit (exotique, non-natif, non-indigène)|интродуцирован (чужеродный, экзотичный, не местный, не свойствен для данной территории)|引進（外來、非原生、非原住）|Alien|Exotic|Introduced|Non-native|Nonindigenous|Exótica|No-nativa
        introducedAssistedColonisation|introduced: assisted colonisation|zaveden: asistovaná kolonizace|introducido: colonización asistida|introduit : colonisation assistée|интродуцирован: преднамеренная интродукция|引進（協助拓殖）|Assisted colonisation|Colonización asistida
        vagrant|vagrant (casual)|kočovný (příležitostný)|vagabundo (incidental)|erratique (occasionnel)|бродячий (случайная интродукция)|流浪的|Casual|Vagrant|Transitoria
        uncertain|uncertain (unknown, cryptogenic)|nejistý (neznámý, kryptogenní)|incierto (desconocido, criptogénico)|incertain (inconnu, cryptogénique)|неопределенный (неизвестный, криптический)|不確定的（未知、隱源性）|Cryptogenic|Uncertain|Unknown|Desconocido|Incierto
        nativeEndemic|native: endemic|původní: endemický|nativo: endémico|natif : endémique|аборигенный: эндемичный
        """

    /// rs.gbif.org/vocabulary/dwc/degree_of_establishment_2025-07-10.xml
    static let degreeOfEstablishment = """
        native|native (category A)|původní (kategorie A)|einheimisch|nativo (categoría A)|indigène (catégorie A)|토착|原生（類別 A）
        captive|captive (category B1)|v zajetí (kategorie B1)|gefangen|en cautividad (categoría B1)|captif (catégorie B1)|포획|收容（類別 B1）
        cultivated|cultivated (category B2)|pěstované (kategorie B2)|gezüchtet|cultivado (categoría B2)|cultivé (catégorie B2)|경작|栽培
        released|released (category B3)|vypuštěn (kategorie B3)|ausgesetzt|liberado (categoría B3)|relâché (catégorie B3)|방출|野放
        failing|failing (category C0)|neúspěšný (kategorie C0)|erfolglos|en peligro (categoría C0)|échec (catégorie C0)|실패|衰退中
        casual|casual (category C1)|běžný (kategorie C1)|unbeständig|ocasional (categoría C1)|moyen (catégorie C1)|임시|偶然出現的
        reproducing|reproducing (category C2)|rozmnožující se (kategorie C2)|fortpflanzend|en reprodución (categoría C2)|reproduction (catégorie C2)|재생산|繁殖中
        established|established (category C3)|zaveden (kategorie C3)|etabliert|establecida (categoría C3)|implanté (catégorie C3)|정착|歸化
        colonising|colonising (category D1)|kolonizující (kategorie D1)|kolonisierend|colonizadora (categoría D1)|colonisant (catégorie D1)|서식|拓殖中
        invasive|invasive (category D2)|invazívní (kategorie D2)|invasiv|invasivo (categoría D2)|envahissant (catégorie D2)|침입|入侵
        widespreadInvasive|widespread invasive (category E)|rozšířená invazivní (kategorie E)|verbreitet invasiv|invasivo generalizado (categoría E)|largement envahissant (catégorie E)|광범위한 침입|廣泛入侵
        """

    /// rs.gbif.org/vocabulary/dwc/pathway_2025-07-10.xml
    static let pathway = """
        biologicalControl|biological control|biologická ochrana|control biológico|contrôle biologique|생물학적 방제|生物防治
        erosionControl|erosion control|ochrana proti erozi|control de erosión|contrôle de l’érosion|침식 조절
        fisheryInTheWild|fishery in the wild|rybolov ve volné přírodě|pesca silvestre|pêche en milieu naturel|어장
        hunting|lov|caza|chasse|사냥|狩獵
        landscapeImprovement|landscape improvement|úprava krajiny|mejoramiento de paisaje|aménagement paysager|경관개선
        conservationOrWildlifeManagement|conservation or wildlife management|ochrana přírody nebo správa volně žijících živočichů|conservación o manejo de vida silvestre|conservation ou gestion de la vie sauvage|보존 및 관리
        releasedForUse|released for use|uvolněno k užití|liberado para uso|libération pour usage|용도를 위한 방출
        otherIntentionalRelease|other intentional release|jiné záměrné uvolnění|otra liberación intencional|autre libération volontaire|기타 의도적 방출
        agriculture|agriculture (including biofuel feedstocks)|zemědělství (včetně surovin pro biopaliva)|agricultura (incluyendo materia prima para biocombustibles)|agriculture (y compris les matières premières des biocarburants)|경작(바이오에너지, 사료작물 포함)
        aquacultureMariculture|aquaculture/mariculture|akvakultura/marikultura|acuicultura/maricultura|수경재배/양식
        publicGardenZooAquaria|botanic garden/zoo/aquaria (excluding domestic aquaria)|botanická zahrada/zoologická zahrada/akvárium (kromě domácích akvárií)|jardín botánico/zoológico/acuarios (excluyendo acuarios domésticos)|jardin botanique/zoo/aquarium (à l'exclusion des aquariums domestiques)|식물원/동물원/수족관(국내용 수족관제외)
        pet|pet/aquarium/terrarium species (including live food for such species)|druhy v zájmovém chovu/akváriích/teráriích (včetně živé potravy pro tyto druhy)|especies mascota/de acuario/de terrario (incluyendo comida viva para esas especies)|plantes ornementales, animaux de compagnie, organismes d’aquarium ainsi que leurs aliments vivants|반려동물/수조/테라리움 사육종(생식먹이 포함)
        farmedAnimals|farmed animals (including animals left under limited control)|hospodářská zvířata (včetně zvířat ponechaných pod omezenou kontrolou)|animales de granja (incluyendo animales dejados bajo control limitado)|animaux d'élevage (y compris les animaux laissés sous contrôle limité)|사육된동물(통제되고 있는 동물 포함)
        forestry|forestry (including reforestation)|lesnictví (včetně zalesňování)|silvicultura (incluyendo reforestación)|foresterie (y compris la reforestation)|산림관리(조림포함)
        fur|fur farms|kožešinové farmy|granjas de pieles|ferme à fourrure|모피 농장
        horticulture|zahradnictví|horticultura|원예
        ornamentalNonHorticulture|ornamental purpose other than horticulture|okrasné účely jiné než zahradnické|con fin ornamental distinto a horticultura|usage ornemental autre que l'horticulture|원예 이외의 장식 목적
        research|research and ex-situ breeding (in facilities)|výzkum a chov ex-situ (v zařízeních)|investigación y cría ex-situ (en instalaciones)|recherche et élevage ex-situ|연구 및 현지 외 교배(시설 내)
        liveFoodLiveBait|live food and live bait|živá krmiva a živé návnady|alimento vivo y cebo vivo|nourriture et appât vivant|식용생물 및 생미끼
        otherEscape|other escape from confinement|jiný únik z uzavřeného prostoru|otros escapes de confinamiento|autre evasion de confinement|탈출
        contaminantNursery|contaminant nursery material|kontaminovaný školkařský materiál|material de vivero contaminante|contaminant de matériel de pépinière|묘목재료
        contaminateBait|contaminated bait|kontaminovaná návnada|cebo contaminado|appât contaminé|오염된 미끼
        foodContaminant|food contaminant (including of live food)|kontaminant potravin (včetně živých potravin)|contaminante de alimentos (incluyendo alimento vivo)|contamination alimentaire (y compris de la nourriture vivante)|식품을 통한 오염물질
        contaminantOnAnimals|contaminant on animals (except parasites, organisms transported by host/vector)|kontaminant na zvířatech (kromě parazitů, organismů přenášených hostitelem/vektorem)|contaminante de animales (excepto parásitos, organismos transportados por hospedador/vector)|contamination des animaux (sauf les parasites et les organismes transportés par un hôte/vecteur)|동물을 통한 감염물질
        parasitesOnAnimals|parasites on animals (including organisms transported by host and vector)|parazité na zvířatech (včetně organismů přenášených hostitelem a přenašečem)|parásitos de animales (incluyendo organismos transportados por hospedador y vector)|parasites d'animaux (y compris les organismes transportés par un hôte/vecteur)|동물기생충(숙주를 통해 옮겨진 유기체 포함)
        contaminantOnPlants|contaminant on plants (except parasites, species transported by host/vector)|kontaminant na rostlinách (kromě parazitů, druhů přenášených hostitelem/vektorem)|contaminante de plantas (excepto parásitos, especies transportadas por hospedador/vector)|contaminateur de végétaux (sauf les parasites et les organismes transportés par un hôte/vecteur)|식물틀 통한 오염물질(기생동물, 숙주를 통해 옮겨진 종 제외)
        parasitesOnPlants|parasites on plants (including species transported by host and vector)|parazité na rostlinách (včetně druhů přenášených hostitelem a přenašečem)|parásitos de plantas (incluyendo especies transportadas por hospedador y vector)|parasites de végétaux (y compris les organismes transportés par un hôte/vecteur)|식물 기생충
        seedContaminant|seed contaminant|kontaminant osiva|contaminante de semillas|contaminant de semences|종자 오염물
        timberTrade|timber trade|obchod se dřevem|comercio maderero|commerce du bois|목재 교역
        transportationHabitatMaterial|transportation of habitat material (soil, vegetation, wood etc)|přeprava materiálu stanoviště (půda, vegetace, dřevo atd.)|transporte de material del hábitat (suelo, vegetación, madera, etc.)|transport des matériaux de l'habitat (terre, végétation, bois, etc.)|서식지물질이동
        fishingEquipment|angling/fishing equipment|rybářské vybavení|equipamiento de pesca|équipement de pêche/pêche à la ligne|낚시 장비
        containerBulk|container/bulk|kontejner/lodní kontejner|contenedores de carga|conteneur/transport en masse de marchandises|컨테이너/벌크
        hitchhikersAirplane|hitchhikers in or on airplane|černí pasažéři v letadle nebo na palubě letadla|autostopista sobre o dentro de aeronave|passager clandestin sur ou dans un avion|항공기 편승
        hitchhikersShip|hitchhikers on ship/boat (excluding ballast water and hull fouling)|černí pasažéři na lodi/člunu (kromě balastní vody a znečištění trupu)|autostopista sobre embarcación (excluyendo agua de lastre y organismos adheridos al casco)|passager clandestin sur un navire/bateau (à l'exclusion des eaux de ballast et de la contamination de la coque)|배/선박 편승
        machineryEquipment|machinery/equipment|stroje/zařízení|maquinaria/equipamiento|machinerie/équipement|중장비/장비류
        people|people and their luggage/equipment (in particular tourism)|lidé a jejich zavazadla/vybavení (zejména v cestovním ruchu)|personas y su equipaje/equipamiento (en particular turismo)|personnes et leurs bagages/équipements (en particulier les touristes)|인간/수화물(관광)
        packingMaterial|organic packing material, in particular wood packaging|organický obalový materiál, zejména dřevěné obaly|material orgánico de embalaje, en particular embalaje de madera|matériau d'emballage organique, notamment en bois|유기적 포장재료, 특히 목재 포장
        ballastWater|ship/boat ballast water|balastní voda z lodí/člunů|agua de lastre de embarcación|eau de ballast des bateaux/navires|배/선박 평형수
        hullFouling|ship/boat hull fouling|zanášení trupu lodi/člunu|organismos adheridos a casco de embarcación|encrassement de coque de bateau|배/선박 선체 부착물
        vehicles|vehicles (car, train, etc.)|vozidla (auto, vlak atd.)|vehículos (automóvil, tren, etc.)|véhicules (voiture, train, etc.)|이동수단
        otherTransport|other means of transport|jiné dopravní prostředky|otros medios de transporte|autre moyen de transport|기타이동수단
        waterwaysBasinsSeas|interconnected waterways/basins/seas|propojené vodní cesty/povodí/moře|vías navegables/cuencas/mares interconectados|voies navigables/bassins/mers interconnectés|연결된 수로/유역/바다
        tunnelsBridges|tunnels and land bridges|tunely a pozemní mosty|túneles y puentes terrestres|tunnels et ponts terrestres|터널 및 교량
        naturalDispersal|natural dispersal across borders of invasive alien organisms|přirozené šíření invazních cizích organismů přes hranice|dispersión natural a través de fronteras de organismos exóticos invasores|dispersion naturelle d'organismes exotiques envahissants à travers les frontières|침입외래생물의 국외 확산
        releaseInNature|release in nature|vypuštění do přírody|liberado en la naturaleza|relâchement dans la nature|방출
        escapeFromConfinement|escape from confinement|útěk ze zajetí|escape de confinamiento|fuite de confinement|탈출
        transportContaminant|transport-contaminant|transporte contaminante|contamination lors du transport|수송중오염물
        transportStowaway|transport-stowaway|polizón en transporte|passager clandestin|수송중밀반입
        corridor|koridor|corredor|couloir|통로
        unaided|bez lidské pomoci|sans assistance|자력
        intentional|záměrný|intencional|volontaire|의도적
        unintentional|neúmyslné|no intencional|involontaire|비의도적
        corridorAndDispersal|corridor and dispersal|koridor a šíření|corredor y dispersión|couloir et dispersion|통로 및 확산
        """

    /// rs.gbif.org/vocabulary/gbif/type_status_2021-01-18.xml
    static let typeStatus = """
        allolectotype
        alloneotype
        allotype
        cotype
        epitype
        exepitype
        exholotype
        exisotype
        exlectotype
        exneotype
        exparatype
        exsyntype
        extype
        hapantotype
        holotype
        iconotype
        isolectotype
        isoneotype
        isoparatype
        isosyntype
        isotype
        lectotype
        neotype
        notatype
        originalmaterial
        paralectotype
        paraneotype
        paratype
        plastoholotype
        plastoisotype
        plastolectotype
        plastoneotype
        plastoparatype
        plastosyntype
        plastotype
        secondarytype
        supplementarytype
        syntype
        topotype
        type
        typeSpecies
        typeGenus
        """

    /// rs.gbif.org/vocabulary/gbif/rank_2015-04-24.xml
    static let taxonRank = """
        domain|dominio|domínio|superdomain|empire|superkingdom
        kingdom|reino|regnum|Reich
        subkingdom|subreino|subregnum
        superphylum|superfilo|Überabteilung
        phylum|filo|Stamm|divisio|devision|Abteilung|división
        subphylum|subfilo|Unterstamm|subdivision|subdivisión|subdivisio|Unterabteilung
        superclass|superclase|superclasse
        class|clase|Klasse|classe|classis
        subclass|subclase|subclasse|subclassis|Unterklasse
        supercohort|supercohorte|supercohors|Überkohorte
        cohort|cohorte|cohors|Kohorte
        subcohort|subcohorte|Unterkohorte
        superorder|superorden|Überordnung|superordem
        order|orden|Ordnung|ordo|ordem|Reihe|nixus|alliance
        suborder|suborden|Unterordnung|subordem|subordo
        infraorder|infraorden|infraordem
        superfamily|superfamilia|Überfamilie|superfamília
        family|familia|Familie|família
        subfamily|subfamilia|Unterfamilie|subfamília
        tribe|tribu|tribus|Tribus|tribo
        subtribe|subtribu|Untertribus|subtribo|subtribus
        supragenericname
        genus|género|Gattung|gênero
        subgenus|subgénero|Untergattung|subgênero
        section|sección|Sektion|secção|sectio
        subsection|subsección|Untersektion|subsecção|subsectio
        series|serie|Serie|série
        subseries|subserie|Unterserie|subsérie
        speciesAggregate|grupo de especies|grupo de espécies|aggregate|species group|species complex
        infragenericname
        species|especie|Art|espécie
        subspecificAggregate|grupo de subespecies|grupo de subespécies|group|complex
        infraspecificname
        subspecies|subespecie|Unterart|subespécie
        infrasubspecificname
        variety|variedad|Varietät|variedade|varietas
        subvariety|subvariedad|Untervarietät|subvariedade|subvarietas
        form|forma|Form
        subform|subforma|Unterform
        pathovar
        biovar
        chemovar
        morphovar
        phagovar
        serovar
        chemoform
        formaspecialis
        cultivarGroup|grupo de cultivares|grex
        cultivar
        strain|cepa
        informal
        unranked
        """
}
