package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two policies and one VirtualService: bookinfo/reviews and bookinfo/ratings. */
class SharedRoutesTest {

    private static final String VIRTUAL_SERVICE =
            """
            kind: VirtualService
            metadata: {namespace: bookinfo, name: all}
            spec:
              http:
              - {name: reviews, route: [{destination: {host: reviews, subset: v1}}]}
              - {name: ratings, route: [{destination: {host: ratings, subset: v1}}]}
              tcp:
              - {match: [{port: 1, sourceLabels: {app: a}}], route: [{destination: {host: reviews, subset: v1}}]}
              - {match: [{port: 1, sourceLabels: {app: b}}], route: [{destination: {host: ratings, subset: v1}}]}
            """;

    private static final String RULE =
            "{kind: DestinationRule, metadata: {namespace: bookinfo, name: %1$s}, spec: {host:"
                    + " %1$s}}";

    private static final List<ObservedObject> OBJECTS =
            List.of(
                    object(VIRTUAL_SERVICE),
                    object(RULE.formatted("reviews")),
                    object(RULE.formatted("ratings")));

    private static ObservedObject object(String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        Map<String, Object> metadata = Tree.map(tree, "metadata");
        return new ObservedObject(
                Tree.text(tree, "kind"),
                Tree.text(metadata, "namespace"),
                Tree.text(metadata, "name"),
                tree);
    }

    private static Routing routing(String routes, String mode) {
        return RoutingYaml.read(
                new Yaml().load("{virtualServices: [{name: all%s}], %s}".formatted(routes, mode)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    , http: [reviews] | , http: [ratings] | destinationRule: ratings | none
                    , http: [reviews] | , http: [reviews] | destinationRule: ratings | VirtualService bookinfo/all, http route "reviews"
                    , http: [ratings, reviews] | , http: [ratings] | destinationRule: ratings | VirtualService bookinfo/all, http route "ratings"
                    , tcp: [{port: 1}] | , tcp: [{port: 1}] | destinationRule: ratings | none
                    , tcp: [{port: 1}] | , tcp: [{sourceLabels: {app: a}}] | destinationRule: ratings | VirtualService bookinfo/all, tcp route with port 1 and source labels app=a
                    , http: [reviews] | , http: [reviews] | hosts: {a: reviews, b: ratings} | VirtualService bookinfo/all, http route "reviews"
                    , http: [gone] | , http: [gone] | destinationRule: ratings | none
                    """)
    void routeIsSharedThatBothMeanWhateverTheyCallIt(
            String ours, String theirs, String mode, String shared) {
        Optional<String> found =
                new RoutePlanner(ClusterDomain.LOCAL)
                        .shared(
                                new ServiceKey("bookinfo", "reviews"),
                                routing(ours, "destinationRule: reviews"),
                                new ServiceKey("bookinfo", "ratings"),
                                routing(theirs, mode),
                                OBJECTS);
        assertThat(found.orElse("none")).isEqualTo(shared);
    }
}
