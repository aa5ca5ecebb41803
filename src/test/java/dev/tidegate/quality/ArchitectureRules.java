package dev.tidegate.quality;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rules of the production classes' layers, each with a name to fail by. */
final class ArchitectureRules {

    private static final String ROOT = "dev.tidegate";
    private static final String CORE = ROOT + ".core..";
    private static final String CLI = ROOT + ".cli..";
    private static final String CONTROLLER = ROOT + ".controller..";
    private static final String[] FLOOR = {ROOT + ".adapter.cluster", ROOT + ".adapter.broker"};

    private ArchitectureRules() {}

    /** All rules by name. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("coreIsPlainJava", coreIsPlainJava());
        rules.put("coreIsLayered", coreIsLayered());
        rules.put("coreReachesNothingOutside", coreReachesNothingOutside());
        rules.put("coreTakesNoRandomness", coreTakesNoRandomness());
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

    private static ArchRule coreIsLayered() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("service")
                .definedBy(ROOT + ".core.service..")
                .layer("route")
                .definedBy(ROOT + ".core.route..")
                .layer("rollout")
                .definedBy(ROOT + ".core.rollout..")
                .layer("traffic")
                .definedBy(ROOT + ".core.traffic..")
                .layer("event")
                .definedBy(ROOT + ".core.event..")
                .layer("distribution")
                .definedBy(ROOT + ".core.distribution..")
                .layer("text")
                .definedBy(ROOT + ".core.text..")
                .whereLayer("service")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("rollout")
                .mayOnlyBeAccessedByLayers("route", "service")
                .whereLayer("traffic")
                .mayOnlyBeAccessedByLayers("rollout", "route", "service")
                .whereLayer("traffic")
                .mayOnlyAccessLayers("distribution")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("rollout", "route", "service")
                .whereLayer("distribution")
                .mayNotAccessAnyLayer()
                .whereLayer("text")
                .mayNotAccessAnyLayer();
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
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT);
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
