package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A CDEvent: a service was deployed or upgraded ({@code kafka/schemas/cdevents-service.json}). Read
 * as the releases 0.3 to 0.5 of the specification write it, and for what is needed here only.
 *
 * <p>The subject's id names the service, its environment the namespace, and the artifact's package
 * URL the version; {@code customData} may say any of them outright, where it is an object.
 *
 * @see <a href="https://cdevents.dev/docs/cd/#service-deployed">CDEvents: service deployed</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServiceData(
        @Nullable Context context, @Nullable Subject subject, @Nullable JsonNode customData)
        implements EventData {

    /**
     * Of the event itself.
     *
     * @param version the specification's release, as 0.3 and 0.4 name it
     * @param specversion the same, since 0.5
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Context(@Nullable String version, @Nullable String specversion) {}

    /** The service that was deployed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Subject(@Nullable String id, @Nullable Content content) {}

    /** Where it was deployed, and what. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(@Nullable Environment environment, @Nullable String artifactId) {}

    /** Where something runs. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Environment(@Nullable String id) {}

    @Override
    public @Nullable String namespace() {
        return custom("namespace");
    }

    @Override
    public @Nullable String service() {
        return custom("service");
    }

    @Override
    public ServiceKey key(UnaryOperator<String> namespaces) {
        requireContext();
        return new ServiceKey(namespaceBy(namespaces), serviceName());
    }

    /** The sender's own data may be a text, and its fields anything: only what is a text counts. */
    private @Nullable String custom(String field) {
        return customData == null ? null : customData.path(field).textValue();
    }

    private void requireContext() {
        if (context == null) {
            throw new Invalid("data.context", "is missing; a CDEvent has one");
        }
        String spec =
                Check.text(
                        "data.context.specversion",
                        context.specversion() == null ? context.version() : context.specversion(),
                        Check.SHORT);
        if (!spec.startsWith("0.")) {
            throw new Invalid(
                    "data.context.specversion",
                    "\"%s\" is not read; use CDEvents 0.3 to 0.5".formatted(spec));
        }
    }

    private String serviceName() {
        if (service() != null) {
            return Check.label("data.customData.service", service());
        }
        String id = Check.text("data.subject.id", theSubject().id(), Check.LONG);
        return Check.label("data.subject.id", id.substring(id.lastIndexOf('/') + 1));
    }

    private String namespaceBy(UnaryOperator<String> namespaces) {
        if (namespace() != null) {
            return Check.label("data.customData.namespace", namespace());
        }
        String field = "data.subject.content.environment.id";
        Environment environment = content().environment();
        String id = Check.text(field, environment == null ? null : environment.id(), Check.LONG);
        return Check.label(field, namespaces.apply(id));
    }

    /** {@inheritDoc} By the CloudEvents binding of CDEvents it is the subject's id. */
    @Override
    public String subject(ServiceKey service) {
        return Objects.requireNonNullElse(theSubject().id(), service.toString());
    }

    @Override
    public RolloutEvent event(Head head) {
        String custom = custom("version");
        Version version =
                custom != null
                        ? Check.version("data.customData.version", custom, head.versions())
                        : PackageUrl.version(
                                "data.subject.content.artifactId",
                                content().artifactId(),
                                head.versions());
        return new DeployStarted(head.id(), head.service(), head.time(), version);
    }

    private Subject theSubject() {
        if (subject == null) {
            throw new Invalid("data.subject", "is missing; a CDEvent has one");
        }
        return subject;
    }

    private Content content() {
        Content content = theSubject().content();
        if (content == null) {
            throw new Invalid("data.subject.content", "is missing; a CDEvent has one");
        }
        return content;
    }
}
