package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/** Of which of Kubernetes' own roles the shipped ones are a part. */
class RolesTest {

    private static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";
    private static final Path K8S = Path.of("k8s");

    /** The roles that a role is added to. */
    static List<String> aggregated(JsonNode role) {
        return role.at("/metadata/labels")
                .propertyStream()
                .filter(label -> label.getKey().startsWith(AGGREGATE))
                .filter(label -> label.getValue().asText().equals("true"))
                .map(label -> label.getKey().substring(AGGREGATE.length()))
                .toList();
    }

    private static List<String> aggregated(Overlay installed, String role) {
        return installed
                .all("ClusterRole")
                .filter(one -> Overlay.name(one).equals(role))
                .map(RolesTest::aggregated)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "tidegate-deployer, edit",
        "tidegate-operator, admin",
        "tidegate-viewer, view",
        "tidegate-alerter, ",
        "tidegate-author, ",
        "tidegate-source, ",
        "tidegate, "
    })
    void roleIsPartOfTheseAndNoOthers(String role, String of) {
        assertThat(aggregated(Overlay.of(K8S), role))
                .isEqualTo(of == null ? List.of() : List.of(of));
    }

    @Test
    void authorsAreAPartOfEditWhereAComponentSaysSo() {
        Overlay installed = Overlay.of(K8S, K8S.resolve("components/authors-edit"));
        assertThat(aggregated(installed, "tidegate-author")).containsExactly("edit");
        assertThat(aggregated(installed, "tidegate-alerter")).isEmpty();
        assertThat(installed.all("ClusterRole"))
                .hasSameSizeAs(Overlay.of(K8S).all("ClusterRole").toList());
    }
}
