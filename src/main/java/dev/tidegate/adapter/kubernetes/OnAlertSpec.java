package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What an alert does. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OnAlertSpec(
        @Size(min = 1, max = 32)
                @JsonPropertyDescription("The severities that count; critical when absent.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<String> severity,
        @Pattern("^(rollback|pause|ignore)$")
                @JsonPropertyDescription(
                        "What an alert does that names no version: rollback (when absent), pause"
                                + " or ignore.")
                @Nullable String unversioned) {}
