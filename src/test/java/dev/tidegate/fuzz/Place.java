package dev.tidegate.fuzz;

import dev.tidegate.fuzz.Loose.Elements;
import dev.tidegate.fuzz.Loose.Field;
import dev.tidegate.fuzz.Loose.Fields;
import dev.tidegate.fuzz.Loose.Scalar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A place of a value in its object or list. */
record Place(Loose parent, int index) {

    /** All places below, the value's own not among them. */
    static List<Place> in(Loose root) {
        List<Place> places = new ArrayList<>();
        collect(root, places);
        return places;
    }

    private static void collect(Loose parent, List<Place> places) {
        for (int i = 0; i < count(parent); i++) {
            Place place = new Place(parent, i);
            places.add(place);
            collect(place.value(), places);
        }
    }

    private static int count(Loose parent) {
        return switch (parent) {
            case Fields(List<Field> all) -> all.size();
            case Elements(List<Loose> all) -> all.size();
            case Scalar _ -> 0;
        };
    }

    Loose value() {
        return switch (parent) {
            case Fields(List<Field> all) -> all.get(index).value();
            case Elements(List<Loose> all) -> all.get(index);
            case Scalar scalar -> scalar;
        };
    }

    /** The key of a field; of an element an empty text. */
    String key() {
        return parent instanceof Fields(List<Field> all) ? all.get(index).key() : "";
    }

    void put(Loose value) {
        switch (parent) {
            case Fields(List<Field> all) -> all.set(index, new Field(all.get(index).key(), value));
            case Elements(List<Loose> all) -> all.set(index, value);
            case Scalar _ -> {}
        }
    }

    void rename(String key) {
        if (parent instanceof Fields(List<Field> all)) {
            all.set(index, new Field(key, all.get(index).value()));
        }
    }

    void remove() {
        switch (parent) {
            case Fields(List<Field> all) -> all.remove(index);
            case Elements(List<Loose> all) -> all.remove(index);
            case Scalar _ -> {}
        }
    }

    /** The same once more: of a field, one that stands twice. */
    void twice() {
        switch (parent) {
            case Fields(List<Field> all) ->
                    all.add(index, new Field(all.get(index).key(), value().copy()));
            case Elements(List<Loose> all) -> all.add(index, value().copy());
            case Scalar _ -> {}
        }
    }

    /** Changes places with another of the same parent. */
    void swap(Random random) {
        int other = random.nextInt(count(parent));
        switch (parent) {
            case Fields(List<Field> all) -> Collections.swap(all, index, other);
            case Elements(List<Loose> all) -> Collections.swap(all, index, other);
            case Scalar _ -> {}
        }
    }
}
