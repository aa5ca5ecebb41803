package dev.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class SettingNamesTest {

    private final SettingNames names =
            new SettingNames(SettingsCheck.shipped(), "tidegate.cdevents.namespace.");

    @ParameterizedTest
    @CsvSource({
        "tidegate.clustr-domain, tidegate.cluster-domain",
        "tidegate.clusterdomain, tidegate.cluster-domain",
        "tidegate.acces, tidegate.access",
        "tidegate.access.audience, tidegate.access.audiences",
        "tidegate.webhooks.githbu.secret, tidegate.webhooks.github.secret",
        "tidegate.webhooks.github.namespaces, tidegate.webhooks.github.namespace",
        "TIDEGATE_CLUSTR_DOMAIN, TIDEGATE_CLUSTER_DOMAIN",
        "TIDEGATE_WEBHOOKS_GITHUB_SECERT, TIDEGATE_WEBHOOKS_GITHUB_SECRET"
    })
    void misspeltNameIsToldWithTheOneThatIsNear(String given, String near) {
        assertThat(names.problem(given))
                .contains(given + " is no setting; did you mean " + near + "?");
    }

    @Test
    void profileHidesNoMisspeltName() {
        assertThat(names.problem("%prod.tidegate.clustr-domain"))
                .contains(
                        "tidegate.clustr-domain is no setting; did you mean"
                                + " tidegate.cluster-domain?");
    }

    @Test
    void nameThatIsNearNoneIsTold() {
        assertThat(names.problem("tidegate.colour"))
                .contains(
                        "tidegate.colour is no setting; application.properties of Tidegate names"
                                + " them all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidegate.cdevents.namespace.prod-eu",
                "TIDEGATE_CDEVENTS_NAMESPACE_PROD_EU",
                "quarkus.http.prot",
                "tidegate",
                // the command line's
                "TIDEGATE_SERVER",
                "TIDEGATE_TOKEN",
                "TIDEGATE_BOOTSTRAP_SERVERS",
                // what Kubernetes makes of Services named tidegate and tidegate-functions
                "TIDEGATE_PORT",
                "TIDEGATE_SERVICE_HOST",
                "TIDEGATE_SERVICE_PORT",
                "TIDEGATE_SERVICE_PORT_HTTP",
                "TIDEGATE_PORT_80_TCP_ADDR",
                "TIDEGATE_FUNCTIONS_SERVICE_HOST",
                "TIDEGATE_FUNCTIONS_PORT_80_TCP",
                // and of tidegate-watchdog and tidegate-webhooks-grafana
                "TIDEGATE_WATCHDOG_PORT",
                "TIDEGATE_WEBHOOKS_GRAFANA_PORT",
                // members of lists, and a profile's own
                "tidegate.access.audiences[0]",
                "TIDEGATE_ACCESS_AUDIENCES_0_",
                "%prod.tidegate.cluster-domain"
            })
    void whatIsNoMisspeltSettingIsLeftAlone(String given) {
        assertThat(names.problem(given)).isEmpty();
    }

    @Test
    void whatIsShippedIsRight() {
        Set<String> shipped = SettingsCheck.shipped();
        assertThat(shipped).contains("tidegate.cluster-domain", "tidegate.function");
        assertThat(shipped)
                .allSatisfy(
                        name -> {
                            assertThat(names.problem(name)).isEmpty();
                            assertThat(names.problem(SettingNames.variable(name))).isEmpty();
                        });
    }
}
