package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** Which versions have destinations that no release has to make known first. */
class DefinedVersionsTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    private final GoldenFolder folder =
            new GoldenFolder(
                    Path.of(
                            "src/test/resources/routes",
                            "preparing-adds-the-subset-and-no-weight"));
    private final Release release = folder.routeCase().release();

    private boolean defines(Version version, List<ObservedObject> objects) {
        return PLANNER.defines(release.routing(), version, objects);
    }

    @Test
    void subsetIsThereOrNot() {
        Version stable = release.stable().orElseThrow();
        assertThat(defines(stable, folder.objects())).isTrue();
        assertThat(defines(release.canary(), folder.objects())).isFalse();
        assertThat(defines(stable, List.of())).isFalse();
    }

    @Test
    void hostOfItsOwnNeedsNoSubset() {
        Routing hosts =
                new Routing(
                        release.routing().virtualServices(),
                        new Routing.Hosts("bookinfo", "reviews-{version}"));
        assertThat(PLANNER.defines(hosts, release.canary(), List.of())).isTrue();
    }
}
