package dev.tidegate.adapter.policies;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** How a service is released: written by people, with the name and namespace of its Service. */
@Group("tidegate.dev")
@Version("v1alpha1")
@Plural("rolloutpolicies")
@ShortNames("tgp")
@Categories({"tidegate", "all"})
@AdditionalPrinterColumn(name = "Stable", jsonPath = ".status.stable")
@AdditionalPrinterColumn(name = "Live rollout", jsonPath = ".status.liveRollout")
@AdditionalPrinterColumn(
        name = "Valid",
        jsonPath = ".status.conditions[?(@.type==\"Valid\")].status")
public class RolloutPolicy extends CustomResource<RolloutPolicySpec, RolloutPolicyStatus>
        implements Namespaced {}
