package dev.tidegate.quality;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

import io.fabric8.kubernetes.client.CustomResource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of the production classes' layers, each with a name to fail by. */
final class ArchitectureRules {

    private static final String ROOT = "dev.tidegate";
    private static final String CORE = ROOT + ".core..";
    private static final String CLI = ROOT + ".cli..";
    private static final String CONTROLLER = ROOT + ".controller..";
    private static final String TRAINING = ROOT + ".training..";
    private static final String[] FLOOR = {
        ROOT + ".adapter.cluster", ROOT + ".adapter.broker", ROOT + ".adapter.policies"
    };

    /** The rooms of the core, from the top down. */
    private static final List<String> ROWS =
            List.of(
                    "service",
                    "rollout",
                    "route.istio",
                    "route",
                    "routing",
                    "traffic",
                    "event",
                    "selection",
                    "distribution",
                    "analysis",
                    "text");

    private ArchitectureRules() {}

    /** All rules by name. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("coreIsPlainJava", coreIsPlainJava());
        rules.put("coreIsLayered", coreIsLayered());
        rules.put("coreHasNoOtherRoom", coreHasNoOtherRoom());
        rules.put("coreReachesNothingOutside", coreReachesNothingOutside());
        rules.put("coreTakesNoRandomness", coreTakesNoRandomness());
        rules.put("analysisIsArithmetic", knowsItselfAlone(".core.analysis"));
        rules.put("simulatedTrafficKnowsNoEvidence", knowsItselfAlone(".cli.traffic"));
        rules.put("floorsKnowWhatIsBelow", floorsKnowWhatIsBelow());
        rules.put("messageAndDoorKnowNoNeighbour", messageAndDoorKnowNoNeighbour());
        rules.put("clusterAloneKnowsTheKubernetesClient", clusterAloneKnowsTheKubernetesClient());
        rules.put("kafkaIsKnownByItsNeighboursAlone", kafkaIsKnownByItsNeighboursAlone());
        rules.put("controllerIsPlainJavaOnCore", controllerIsPlainJavaOnCore());
        rules.put("adaptersNeverMeet", adaptersNeverMeet());
        rules.put("nobodyKnowsTheWiring", nobodyKnowsTheWiring());
        rules.put("nobodyKnowsTheCommandLine", nobodyKnowsTheCommandLine());
        rules.put("commandLineKnowsNoServer", commandLineKnowsNoServer());
        rules.put("packagesHaveNoCycles", packagesHaveNoCycles());
        rules.put("clockIsReadWhereThingsAreWired", clockIsReadWhereThingsAreWired());
        rules.put("nobodySleeps", nobodySleeps());
        rules.put("nobodyTellsTypesByTheirNames", nobodyTellsTypesByTheirNames());
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private static ArchRule coreIsPlainJava() {
        return classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", CORE);
    }

    /** Each row knows only rows below it. */
    private static ArchRule coreIsLayered() {
        var house =
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true);
        for (String row : ROWS) {
            house = house.layer(row).definedBy(ROOT + ".core." + row);
        }
        for (int i = 0; i < ROWS.size(); i++) {
            String[] below = ROWS.subList(i + 1, ROWS.size()).toArray(String[]::new);
            house =
                    below.length == 0
                            ? house.whereLayer(ROWS.get(i)).mayNotAccessAnyLayer()
                            : house.whereLayer(ROWS.get(i)).mayOnlyAccessLayers(below);
        }
        return house;
    }

    private static ArchRule coreHasNoOtherRoom() {
        return classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .resideInAnyPackage(
                        ROWS.stream().map(row -> ROOT + ".core." + row).toArray(String[]::new));
    }

    private static ArchRule coreReachesNothingOutside() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..");
    }

    private static ArchRule coreTakesNoRandomness() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .accessTargetWhere(Accesses.OF_RANDOMNESS)
                .because("a random source is an argument");
    }

    private static ArchRule knowsItselfAlone(String room) {
        return classes()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + room);
    }

    private static ArchRule floorsKnowWhatIsBelow() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("top")
                .definedBy(ROOT, CLI, TRAINING)
                .layer("adapter")
                .definedBy(ROOT + ".adapter..")
                .layer("message")
                .definedBy(ROOT + ".message..")
                .layer("door")
                .definedBy(ROOT + ".door..")
                .layer("controller")
                .definedBy(CONTROLLER)
                .layer("core")
                .definedBy(CORE)
                .whereLayer("adapter")
                .mayOnlyBeAccessedByLayers("top")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("top", "adapter")
                .whereLayer("door")
                .mayOnlyBeAccessedByLayers("top", "adapter")
                .whereLayer("controller")
                .mayOnlyBeAccessedByLayers("top", "adapter", "message", "door")
                .whereLayer("core")
                .mayOnlyBeAccessedByLayers("top", "adapter", "message", "door", "controller");
    }

    private static ArchRule messageAndDoorKnowNoNeighbour() {
        return noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".message..", ROOT + ".door..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "org.apache.kafka..", "io.vertx..")
                .because("a neighbour is an adapter's");
    }

    private static ArchRule clusterAloneKnowsTheKubernetesClient() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".adapter.cluster")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.fabric8.kubernetes.client..")
                                .and(not(type(CustomResource.class))))
                .because("what it asks the API server it asks the port Cluster");
    }

    private static ArchRule kafkaIsKnownByItsNeighboursAlone() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".adapter.kafka..",
                        ROOT + ".adapter.streams..",
                        ROOT + ".adapter.broker..",
                        CLI,
                        TRAINING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..");
    }

    private static ArchRule controllerIsPlainJavaOnCore() {
        return classes()
                .that()
                .resideInAPackage(CONTROLLER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", CORE, CONTROLLER);
    }

    private static ArchRule adaptersNeverMeet() {
        return slices().matching(ROOT + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(FLOOR))
                .because("what two of them need is on the floor below");
    }

    private static ArchRule nobodyKnowsTheWiring() {
        return noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".*..")
                .and()
                .resideOutsideOfPackage(TRAINING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, TRAINING);
    }

    private static ArchRule nobodyKnowsTheCommandLine() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI);
    }

    private static ArchRule commandLineKnowsNoServer() {
        return noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        ROOT + ".adapter.http..",
                        ROOT + ".adapter.istio..",
                        ROOT + ".adapter.kafka..",
                        ROOT + ".adapter.telemetry..");
    }

    private static ArchRule packagesHaveNoCycles() {
        return slices().matching("dev.(**)").should().beFreeOfCycles();
    }

    private static ArchRule clockIsReadWhereThingsAreWired() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Wiring")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.Tidegate")
                .should()
                .accessTargetWhere(Accesses.OF_THE_WALL_CLOCK)
                .because("time is data: inject java.time.Clock");
    }

    private static ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .callMethodWhere(Accesses.THAT_SLEEPS)
                .because("a wait is a timer or a condition");
    }

    private static ArchRule nobodyTellsTypesByTheirNames() {
        return noClasses()
                .should()
                .accessTargetWhere(Accesses.OF_A_TYPES_SIMPLE_NAME)
                .because("a phase knows its kind");
    }
}
