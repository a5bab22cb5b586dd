package io.berth.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parts of a text that something else is to stand for. */
final class Spans {

    private record Span(int from, int to, String replacement) {
    }

    private final List<Span> spans = new ArrayList<>();

    void add(int from, int to, String replacement) {
        spans.add(new Span(from, to, replacement));
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** The text with each part replaced. Of parts within another only that one is; where two overlap, both stand for the whole. */
    String replaceIn(String text) {
        spans.sort(Comparator.comparingInt(Span::from).thenComparing(Comparator.comparingInt(Span::to).reversed()));
        StringBuilder out = new StringBuilder(text.length());
        int end = 0;
        String last = "";
        for (Span span : spans) {
            if (span.to() <= end) {
                continue;
            }
            boolean overlaps = span.from() < end;
            if (!overlaps) {
                out.append(text, end, span.from());
            }
            if (!overlaps || !span.replacement().equals(last)) {
                out.append(span.replacement());
            }
            last = span.replacement();
            end = span.to();
        }
        return out.append(text, end, text.length()).toString();
    }
}
