using System.IO.Enumeration;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>The filters of <c>images</c> (Docker Engine API, ImageList): reference, label, label!, dangling, before, since, until.</summary>
internal static class ImageFilters
{
    /// <summary>The rows that pass, newest first, or the fault that names the bad filter.</summary>
    public static (IReadOnlyList<ImageRecord>? Images, Fault? Fault) Apply(ImageCatalog catalog, IReadOnlyList<Filter> filters, DateTimeOffset now)
    {
        IEnumerable<ImageRecord> images = catalog.Visible;
        foreach (IGrouping<string, Filter> group in filters.GroupBy(filter => filter.Key))
        {
            List<Func<ImageRecord, bool>> tests = [];
            foreach (Filter filter in group)
            {
                (Func<ImageRecord, bool>? test, Fault? fault) = Test(catalog, filter, now);
                if (test is null) return (null, fault);
                tests.Add(test);
            }

            // Labels narrow each other; other keys widen.
            images = group.Key is "label" or "label!" ? images.Where(image => tests.All(test => test(image))) : images.Where(image => tests.Any(test => test(image)));
        }

        return ([.. images.OrderByDescending(image => image.Document.Created).ThenBy(image => image.Id.Value, StringComparer.Ordinal)], null);
    }

    /// <summary>A row with the names that the filters ask for, where they ask for names.</summary>
    public static ImageSummary Narrow(ImageSummary row, IReadOnlyList<Filter> filters)
    {
        string[] patterns = [.. filters.Where(filter => filter.Key == "reference").Select(filter => filter.Value)];
        if (patterns.Length == 0) return row;
        return row with
        {
            References = [.. row.References.Where(name => patterns.Any(pattern => Matches(pattern, name)))],
            Digests = [.. row.Digests.Where(name => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name.AsSpan(0, name.IndexOf('@')), ignoreCase: false)))],
        };
    }

    private static (Func<ImageRecord, bool>? Test, Fault? Fault) Test(ImageCatalog catalog, Filter filter, DateTimeOffset now)
    {
        switch (filter.Key)
        {
            case "reference":
                return (image => catalog.FamiliarNames(image.Id).Any(name => Matches(filter.Value, name)), null);
            case "label" or "label!":
                return (image => LabelFilter.Passes(filter, image.Document.Configuration.Labels), null);
            case "until" when PastMoment.Parse(filter.Value, now) is { } until:
                return (image => image.Document.Created < until, null);
            case "until":
                return (null, PruneFilters.Wrong(filter));
            case "dangling" when filter.Value is "true" or "1" or "false" or "0":
                bool dangling = filter.Value is "true" or "1";
                return (image => catalog.NamesOf(image.Id).Count == 0 == dangling, null);
            case "before" or "since":
                ImageResolution.Found found = ImageResolution.Resolve(catalog, new ImageReference(filter.Value));
                if (found.Image is not { } other) return (null, found.Fault);
                return (image => image.Id != other.Id && (filter.Key == "before") == (image.Document.Created < other.Document.Created), null);
            default:
                return (null, new Fault(FaultCode.InvalidArgument, $"invalid filter '{filter.Key}={filter.Value}': use reference, label, label!, dangling, before, since or until") { Field = "filters" });
        }
    }

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) ||
        FileSystemName.MatchesSimpleExpression(pattern, name.AsSpan(0, name.LastIndexOf(':')), ignoreCase: false);
}
