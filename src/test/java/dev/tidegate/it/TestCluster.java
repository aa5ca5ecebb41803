package dev.tidegate.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cluster that the tests run against: the API server double, or, in the Maven profile {@code
 * real-cluster}, the cluster of {@code KUBECONFIG}, where the artifact has the rights of {@code
 * k8s/rights.yaml} and no others.
 */
public final class TestCluster {

    private static final boolean REAL = Boolean.getBoolean("tidegate.real-cluster");

    /** The namespace that the tests live in; on a real cluster a new one for each run. */
    public static final String NAMESPACE =
            REAL ? "tidegate-it-" + UUID.randomUUID().toString().substring(0, 8) : "bookinfo";

    private static final String SYSTEM = "tidegate-system";
    private static final String ACCOUNT = "system:serviceaccount:" + SYSTEM + ":tidegate";

    /** Kinds that the tests leave objects of, by their apiVersion. */
    private static final Map<String, List<String>> LEFT =
            Map.of(
                    "tidegate.dev/v1alpha1", List.of("RolloutPolicy", "Rollout"),
                    "networking.istio.io/v1", List.of("VirtualService", "DestinationRule"),
                    "apps/v1", List.of("Deployment"),
                    "v1", List.of("Event"));

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Set<String> created = ConcurrentHashMap.newKeySet();

    private TestCluster() {}

    /** A cluster without anything of another test. */
    public static ApiServer open() {
        return REAL ? Installed.cluster() : ApiServer.start(0);
    }

    /** A second namespace, made where the cluster needs it. */
    static String another(String suffix) {
        String name = NAMESPACE + "-" + suffix;
        if (REAL) {
            create(Installed.PERSON, name);
        }
        return name;
    }

    /** Puts an object into the tests' namespace. */
    public static void put(ApiServer cluster, String yaml) {
        try {
            JsonNode object = YAML.readTree(yaml);
            object.withObject("/metadata").put("namespace", NAMESPACE);
            cluster.put(object.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done once for all tests of a run. */
    private static final class Installed {

        private static final KubernetesClient PERSON = install();

        static ApiServer cluster() {
            clear(PERSON);
            return ApiServer.inFrontOf(PERSON.getConfiguration(), ACCOUNT);
        }
    }

    private static KubernetesClient install() {
        KubernetesClient person = new KubernetesClientBuilder().withConfig(config()).build();
        for (String crd : List.of("virtualservices", "destinationrules")) {
            String name = crd + ".networking.istio.io";
            if (person.apiextensions().v1().customResourceDefinitions().withName(name).get()
                    == null) {
                throw new IllegalStateException(
                        "the cluster of KUBECONFIG has no CRD %s; install Istio, or its CRDs, first"
                                .formatted(name));
            }
        }
        if (person.apps().deployments().inNamespace(SYSTEM).withName("tidegate").get() != null) {
            throw new IllegalStateException(
                    "a Tidegate runs in namespace %s of the cluster of KUBECONFIG and would move the tests' rollouts; delete its Deployment, or take another cluster"
                            .formatted(SYSTEM));
        }
        for (String file : List.of("crd/rolloutpolicies", "crd/rollouts", "namespace", "rights")) {
            load(person, Path.of("k8s", file + ".yaml"))
                    .forEach(o -> person.resource(o).forceConflicts().serverSideApply());
        }
        for (String crd : List.of("rolloutpolicies", "rollouts")) {
            await().until(() -> established(person, crd + ".tidegate.dev"));
        }
        create(person, NAMESPACE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(person)));
        return person;
    }

    private static void create(KubernetesClient person, String namespace) {
        person.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(namespace)
                                .endMetadata()
                                .build())
                .create();
        created.add(namespace);
    }

    private static Config config() {
        String file = System.getenv("KUBECONFIG");
        if (file == null || file.isBlank()) {
            throw new IllegalStateException(
                    "KUBECONFIG is not set; set it to the kubeconfig of a cluster that you can"
                            + " lose");
        }
        return Config.fromKubeconfig(new File(file.split(File.pathSeparator, 2)[0]));
    }

    private static List<HasMetadata> load(KubernetesClient person, Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return person.load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean established(KubernetesClient person, String crd) {
        return person
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(crd)
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
    }

    private static void clear(KubernetesClient person) {
        for (String lease : List.of("tidegate", "tidegate-watchdog")) {
            person.leases().inNamespace(SYSTEM).withName(lease).delete();
        }
        LEFT.forEach(
                (version, kinds) -> {
                    for (String kind : kinds) {
                        var all =
                                person.genericKubernetesResources(version, kind)
                                        .inNamespace(NAMESPACE);
                        all.delete();
                        await(kind + "s to be gone").until(() -> none(all.list().getItems()));
                    }
                });
    }

    private static boolean none(List<GenericKubernetesResource> objects) {
        return objects.isEmpty();
    }

    private static void leave(KubernetesClient person) {
        clear(person);
        created.forEach(name -> person.namespaces().withName(name).delete());
        person.close();
    }
}
