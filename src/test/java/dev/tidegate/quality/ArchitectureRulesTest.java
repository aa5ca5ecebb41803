package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each rule is broken by a sample and by that alone, so that none of them passes by looking away.
 */
class ArchitectureRulesTest {

    static Stream<Arguments> badSamples() {
        return Stream.of(ofTheCore(), ofTheFloors(), ofAll()).flatMap(samples -> samples);
    }

    private static Stream<Arguments> ofTheCore() {
        return Stream.of(
                bad("coreIsPlainJava", "core.event.A", "com.tngtech.archunit.lang.ArchRule x;"),
                bad("coreIsLayered", "core.text.A", "dev.tidegate.core.distribution.B x;"),
                bad("coreIsLayered", "core.distribution.A", "dev.tidegate.core.selection.B x;"),
                bad("coreIsLayered", "core.selection.A", "dev.tidegate.core.event.B x;"),
                bad("coreIsLayered", "core.event.A", "dev.tidegate.core.routing.B x;"),
                bad("coreIsLayered", "core.routing.A", "dev.tidegate.core.route.B x;"),
                bad("coreIsLayered", "core.route.A", "dev.tidegate.core.route.istio.B x;"),
                bad("coreIsLayered", "core.route.A", "dev.tidegate.core.rollout.B x;"),
                bad("coreIsLayered", "core.route.istio.A", "dev.tidegate.core.rollout.B x;"),
                bad("coreIsLayered", "core.rollout.A", "dev.tidegate.core.service.B x;"),
                bad("coreIsLayered", "core.analysis.A", "dev.tidegate.core.distribution.B x;"),
                bad("analysisIsArithmetic", "core.analysis.A", "dev.tidegate.core.event.B x;"),
                bad("coreHasNoOtherRoom", "core.other.A", ""),
                bad("coreIsLayered", "core.traffic.A", "dev.tidegate.core.routing.B x;"),
                bad("coreIsLayered", "core.event.A", "dev.tidegate.core.traffic.B x;"),
                bad("coreReachesNothingOutside", "core.event.A", "java.net.URI x;"),
                bad("coreReachesNothingOutside", "core.A", "java.util.logging.Logger x;"),
                bad("coreTakesNoRandomness", "core.A", "Object x = new java.util.Random(1);"),
                bad("coreTakesNoRandomness", "core.A", "double x = Math.random();"),
                bad("coreTakesNoRandomness", "core.A", "Object x = java.util.UUID.randomUUID();"));
    }

    private static Stream<Arguments> ofTheFloors() {
        return Stream.of(
                bad("floorsKnowWhatIsBelow", "message.A", "dev.tidegate.adapter.k.B x;"),
                bad("floorsKnowWhatIsBelow", "message.A", "dev.tidegate.door.B x;"),
                bad("floorsKnowWhatIsBelow", "door.A", "dev.tidegate.message.B x;"),
                bad("floorsKnowWhatIsBelow", "door.A", "dev.tidegate.adapter.k.B x;"),
                bad("floorsKnowWhatIsBelow", "controller.A", "dev.tidegate.message.B x;"),
                bad(
                        "messageAndDoorKnowNoNeighbour",
                        "door.A",
                        "io.fabric8.kubernetes.client.KubernetesClient x;"),
                bad(
                        "messageAndDoorKnowNoNeighbour",
                        "message.A",
                        "org.apache.kafka.common.TopicPartition x;"),
                bad(
                        "clusterAloneKnowsTheKubernetesClient",
                        "adapter.istio.A",
                        "io.fabric8.kubernetes.client.KubernetesClient x;"),
                bad(
                        "kafkaIsKnownByItsNeighboursAlone",
                        "adapter.http.A",
                        "org.apache.kafka.common.TopicPartition x;"),
                bad("controllerIsPlainJavaOnCore", "controller.A", "dev.tidegate.adapter.k.B x;"),
                bad("adaptersNeverMeet", "adapter.kafka.A", "dev.tidegate.adapter.http.B x;"),
                bad("nobodyKnowsTheWiring", "adapter.kafka.A", "dev.tidegate.B x;"),
                bad("nobodyKnowsTheWiring", "adapter.kafka.A", "dev.tidegate.training.B x;"),
                bad("nobodyKnowsTheCommandLine", "adapter.kafka.A", "dev.tidegate.cli.B x;"),
                bad(
                        "simulatedTrafficKnowsNoEvidence",
                        "cli.traffic.A",
                        "dev.tidegate.core.analysis.B x;"),
                bad("chartsKnowTheCoreAlone", "chart.A", "dev.tidegate.message.B x;"),
                bad("floorsKnowWhatIsBelow", "message.A", "dev.tidegate.chart.B x;"),
                bad("commandLineKnowsNoServer", "cli.A", "dev.tidegate.adapter.http.B x;"));
    }

    private static Stream<Arguments> ofAll() {
        return Stream.of(
                bad(
                        "clockIsReadWhereThingsAreWired",
                        "adapter.A",
                        "Object x = java.time.Instant.now();"),
                bad(
                        "clockIsReadWhereThingsAreWired",
                        "A",
                        "Object x = java.time.LocalDateTime.now();"),
                bad(
                        "clockIsReadWhereThingsAreWired",
                        "A",
                        "Object x = java.time.Clock.systemUTC();"),
                bad("clockIsReadWhereThingsAreWired", "A", "long x = System.currentTimeMillis();"),
                bad("clockIsReadWhereThingsAreWired", "A", "Object x = new java.util.Date();"),
                bad(
                        "clockIsReadWhereThingsAreWired",
                        "core.A",
                        "java.util.function.Supplier<?> x = java.time.Instant::now;"),
                bad("nobodySleeps", "A", "void x() throws Exception { Thread.sleep(1); }"),
                bad(
                        "nobodyTellsTypesByTheirNames",
                        "core.A",
                        "Object x = A.class.getSimpleName();"),
                bad(
                        "nobodyTellsTypesByTheirNames",
                        "A",
                        "java.util.function.Function<Class<?>, String> x = Class::getSimpleName;"));
    }

    private static Arguments bad(String rule, String type, String member) {
        return arguments(rule, type, member);
    }

    @ParameterizedTest
    @MethodSource("badSamples")
    void badSampleBreaksItsRule(String rule, String type, String member, @TempDir Path folder) {
        assertThat(broken(folder, sample(type, member), others())).contains(rule);
    }

    @Test
    void packagesThatKnowEachOtherBreakTheCycleRule(@TempDir Path folder) {
        String there = sample("controller.one.A", "dev.tidegate.controller.two.B x;");
        String back = sample("controller.two.B", "public dev.tidegate.controller.one.A x;");
        assertThat(broken(folder, there, List.of(back))).containsExactly("packagesHaveNoCycles");
    }

    @Test
    void cleanSampleBreaksNothing(@TempDir Path folder) {
        String clean = sample("core.rollout.A", "dev.tidegate.core.route.B x;");
        String clock =
                "package dev.tidegate; public class Wiring {"
                        + " Object x = java.time.Clock.systemUTC();"
                        + " Object y = java.time.Instant.now(java.time.Clock.systemUTC()); }";
        List<String> rest = Stream.concat(others().stream(), Stream.of(clock)).toList();
        assertThat(broken(folder, clean, rest)).isEmpty();
    }

    private static List<String> others() {
        return Stream.of(
                        "",
                        "core.distribution.",
                        "core.selection.",
                        "core.analysis.",
                        "core.event.",
                        "core.routing.",
                        "core.rollout.",
                        "core.route.",
                        "core.route.istio.",
                        "core.service.",
                        "message.",
                        "chart.",
                        "door.",
                        "training.",
                        "core.traffic.",
                        "adapter.k.",
                        "adapter.http.",
                        "cli.")
                .map(at -> sample(at + "B", ""))
                .toList();
    }

    private static String sample(String type, String member) {
        String full = "dev.tidegate." + type;
        int dot = full.lastIndexOf('.');
        return "package %s; public class %s { %s }"
                .formatted(full.substring(0, dot), full.substring(dot + 1), member);
    }

    private static Set<String> broken(Path folder, String source, List<String> others) {
        SampleCompiler.compile(folder, Stream.concat(Stream.of(source), others.stream()).toList());
        var classes = new ClassFileImporter().importPath(folder);
        return ArchitectureRules.all().entrySet().stream()
                .filter(rule -> breaks(rule.getValue(), classes))
                .map(rule -> rule.getKey())
                .collect(Collectors.toSet());
    }

    private static boolean breaks(ArchRule rule, com.tngtech.archunit.core.domain.JavaClasses in) {
        return rule.evaluate(in).hasViolation();
    }
}
