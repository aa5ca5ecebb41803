package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@link RoutePlanner#tidies} on the golden folders: when a plan needs to see all objects. */
class RoutePlannerTidiesTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    static Stream<GoldenFolder> folders() {
        return GoldenFolder.all().stream()
                .filter(f -> f.routeCase().expect().equals("writes"))
                .filter(f -> !tidies(f));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatDoesNotTidyIsPlannedFromTheNamedObjectsAlone(GoldenFolder folder) {
        // Given
        Release release = folder.routeCase().release();
        List<ObservedObject> all = folder.objects();
        // When
        List<ObservedObject> named = all.stream().filter(o -> counts(release, all, o)).toList();
        // Then
        assertThat(PLANNER.plan(release, named)).isEqualTo(PLANNER.plan(release, all));
    }

    @Test
    void subsetOfAnEarlierReleaseTidies() {
        assertThat(tidies(folder("preparing-notes-subsets-that-nobody-needs"))).isTrue();
    }

    @Test
    void subsetThatSomebodyNamesTidiesTooBecauseOnlyTheOthersTellSo() {
        assertThat(tidies(folder("preparing-notes-no-subset-that-another-virtual-service-names")))
                .isTrue();
    }

    @Test
    void firstReleaseDoesNotTidy() {
        assertThat(tidies(folder("preparing-adds-the-subset-and-no-weight"))).isFalse();
    }

    private static GoldenFolder folder(String name) {
        return new GoldenFolder(Path.of("src/test/resources/routes", name));
    }

    private static boolean tidies(GoldenFolder folder) {
        return PLANNER.tidies(folder.routeCase().release(), folder.objects());
    }

    private static boolean counts(
            Release release, List<ObservedObject> all, ObservedObject object) {
        boolean kind = object.kind().equals("DestinationRule") || release.retreats();
        return names(release, object)
                || (kind
                        && PLANNER.hosts(release, all).stream()
                                .flatMap(host -> RoutePlanner.covering(host).stream())
                                .anyMatch(PLANNER.hostsIn(object)::contains));
    }

    private static boolean names(Release release, ObservedObject object) {
        Routing routing = release.routing();
        if (object.kind().equals("VirtualService")) {
            return routing.virtualServices().stream()
                    .anyMatch(
                            ref ->
                                    ref.namespace().equals(object.namespace())
                                            && ref.name().equals(object.name()));
        }
        return routing.destinations() instanceof Routing.Subsets mode
                && mode.namespace().equals(object.namespace())
                && mode.destinationRule().equals(object.name());
    }
}
