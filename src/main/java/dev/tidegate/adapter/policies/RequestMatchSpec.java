package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Requests that meet every condition. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "has(self.headers) || has(self.cookies) || has(self.queryParams) || has(self.uri)"
                        + " || has(self.method) || has(self.sourceLabels) || has(self.gateways)",
        message =
                "name headers, cookies, queryParams, uri, method, sourceLabels or gateways: without"
                        + " a condition every request would be meant")
public record RequestMatchSpec(
        @Size(min = 1, max = 20)
                @JsonPropertyDescription("Headers by name.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable Map<String, TextMatchSpec> headers,
        @Size(min = 1, max = 3)
                @JsonPropertyDescription("Cookies by name.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable Map<String, TextMatchSpec> cookies,
        @Size(min = 1, max = 20)
                @JsonPropertyDescription("Query parameters by name.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable Map<String, TextMatchSpec> queryParams,
        @JsonPropertyDescription("The path, without the query.") @Nullable TextMatchSpec uri,
        @JsonPropertyDescription("The method of HTTP, such as GET.") @Nullable TextMatchSpec method,
        @Size(min = 1, max = 20) @JsonPropertyDescription("Labels of the clients' pods.")
                @Nullable Map<String, String> sourceLabels,
        @Size(min = 1, max = 20)
                @JsonPropertyDescription(
                        "mesh, and Gateways by name or as namespace/name: one that the request"
                                + " comes by.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<String> gateways) {}
