package dev.tidegate.adapter.cluster;

import java.util.List;

/**
 * What a list showed.
 *
 * @param version the resourceVersion of the whole list
 */
public record Listed(List<ApiObject> objects, String version) {}
