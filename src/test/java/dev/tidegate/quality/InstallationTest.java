package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the types of {@code k8s/} cannot say: that its objects fit each other and the product. */
class InstallationTest {

    private static final Path K8S = Path.of("k8s");

    private static final String NAME = "app.kubernetes.io/name";

    private static final Deployment DEPLOYMENT = one("deployment.yaml", Deployment.class);
    private static final Service SERVICE = one("service.yaml", Service.class);

    private static <T extends HasMetadata> T one(String file, Class<T> kind) {
        return StrictManifest.all(K8S.resolve(file), kind).getFirst();
    }

    private static PodTemplateSpec pod() {
        return DEPLOYMENT.getSpec().getTemplate();
    }

    private static Container container() {
        return pod().getSpec().getContainers().getFirst();
    }

    @Test
    void everySelectorFindsThePods() {
        Map<String, String> labels = pod().getMetadata().getLabels();
        PodDisruptionBudget budget = one("disruption-budget.yaml", PodDisruptionBudget.class);
        NetworkPolicy policy = one("network-policy.yaml", NetworkPolicy.class);
        assertThat(
                        Stream.of(
                                DEPLOYMENT.getSpec().getSelector().getMatchLabels(),
                                SERVICE.getSpec().getSelector(),
                                budget.getSpec().getSelector().getMatchLabels(),
                                policy.getSpec().getPodSelector().getMatchLabels()))
                .allSatisfy(
                        selector ->
                                assertThat(selector)
                                        .isNotEmpty()
                                        .allSatisfy(
                                                (key, value) ->
                                                        assertThat(labels)
                                                                .containsEntry(key, value)));
    }

    @Test
    void metricsAreScrapedFromTheService() throws IOException {
        ServiceMonitor monitor = one("monitoring/service-monitor.yaml", ServiceMonitor.class);
        assertThat(SERVICE.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(monitor.getSpec().getEndpoints())
                .singleElement()
                .satisfies(
                        endpoint -> {
                            assertThat(endpoint.getPort())
                                    .isEqualTo(SERVICE.getSpec().getPorts().getFirst().getName());
                            assertThat(shipped())
                                    .contains(
                                            "quarkus.micrometer.export.prometheus.path="
                                                    + endpoint.getPath());
                        });
    }

    @Test
    void everyNamedPortIsThatOfTheProcess() throws IOException {
        assertThat(container().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getName()).isEqualTo("http"));
        assertThat(shipped())
                .contains(
                        "quarkus.http.port="
                                + container().getPorts().getFirst().getContainerPort());
        NetworkPolicy policy = one("network-policy.yaml", NetworkPolicy.class);
        assertThat(
                        Stream.of(
                                SERVICE.getSpec().getPorts().getFirst().getTargetPort(),
                                policy.getSpec()
                                        .getIngress()
                                        .getFirst()
                                        .getPorts()
                                        .getFirst()
                                        .getPort()))
                .allSatisfy(port -> assertThat(port.getStrVal()).isEqualTo("http"));
    }

    @Test
    void probesAskWhatTheyAreFor() {
        assertThat(
                        Stream.of(
                                        container().getStartupProbe(),
                                        container().getReadinessProbe(),
                                        container().getLivenessProbe())
                                .map(Probe::getHttpGet)
                                .map(get -> get.getPath() + " " + get.getPort().getStrVal()))
                .containsExactly(
                        "/q/health/started http", "/q/health/ready http", "/q/health/live http");
    }

    @Test
    void analysisIsTheSameImageAndNothingSendsToIt() {
        Deployment analysis = one("analysis.yaml", Deployment.class);
        PodTemplateSpec template = analysis.getSpec().getTemplate();
        Container container = template.getSpec().getContainers().getFirst();
        assertThat(container.getImage()).isEqualTo(container().getImage());
        assertThat(container.getEnv())
                .extracting(env -> env.getName() + "=" + env.getValue())
                .containsExactly("TIDEGATE_ANALYSIS=only", "TIDEGATE_ANALYSIS_STANDBYS=1");
        Map<String, String> labels = template.getMetadata().getLabels();
        assertThat(labels).containsAllEntriesOf(analysis.getSpec().getSelector().getMatchLabels());
        assertThat(labels).doesNotContainEntry(NAME, SERVICE.getSpec().getSelector().get(NAME));
        assertThat(template.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getReadinessProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/group/analysis");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getSecurityContext()).isEqualTo(container().getSecurityContext());
        assertThat(template.getSpec().getSecurityContext())
                .isEqualTo(pod().getSpec().getSecurityContext());
        PodDisruptionBudget budget =
                StrictManifest.all(K8S.resolve("analysis.yaml"), PodDisruptionBudget.class)
                        .getFirst();
        NetworkPolicy policy =
                StrictManifest.all(K8S.resolve("analysis.yaml"), NetworkPolicy.class).getFirst();
        assertThat(labels).containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels());
        assertThat(labels).containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    }

    @Test
    void podsHaveNoRightsOnTheirNode() {
        PodSpec pod = pod().getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        SecurityContext container = container().getSecurityContext();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getPrivileged()).isNull();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(container().getVolumeMounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    }

    /** Beside the heap the process took 170 MiB (the comment in jvm.options). */
    @Test
    void memoryHasRoomForTheHeapAndTheRest() throws IOException {
        long heap =
                bytes(
                        Files.readAllLines(Path.of("src", "docker", "jvm.options")).stream()
                                .filter(line -> line.startsWith("-Xmx"))
                                .map(line -> line.substring(4).replace("m", "Mi"))
                                .findFirst()
                                .orElseThrow());
        long rest = bytes("170Mi");
        ResourceRequirements resources = container().getResources();
        assertThat(resources.getRequests()).containsOnlyKeys("cpu", "memory");
        assertThat(resources.getLimits()).containsOnlyKeys("cpu", "memory");
        long requested = bytes(String.valueOf(resources.getRequests().get("memory")));
        long limit = bytes(String.valueOf(resources.getLimits().get("memory")));
        assertThat(requested).isGreaterThanOrEqualTo(heap + rest);
        assertThat(limit).isGreaterThan(requested);
    }

    private static long bytes(String quantity) {
        return new Quantity(quantity).getNumericalAmount().longValueExact();
    }

    private static List<String> shipped() throws IOException {
        return Files.readAllLines(Path.of("src", "main", "resources", "application.properties"));
    }
}
