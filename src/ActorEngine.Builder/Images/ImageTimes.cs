namespace ActorEngine.Builder;

/// <summary>
/// When the lines of an image's history were made: that of the step, also where the cache had it, and for mere settings that of the line before. So the
/// same build gives the same image.
/// </summary>
internal static class ImageTimes
{
    /// <param name="latest">No new line is later.</param>
    /// <param name="created">When the image was made.</param>
    public static ImageSpec Apply(ImageSpec spec, IReadOnlyDictionary<int, StepResult> results, DateTimeOffset? latest, out DateTimeOffset created)
    {
        List<HistoryEntry> history = [];
        DateTimeOffset last = latest ?? results.Values.Select(result => result.Created).OfType<DateTimeOffset>().DefaultIfEmpty(DateTimeOffset.UnixEpoch).Min();
        foreach (HistoryEntry entry in spec.History)
        {
            if (entry.Step is { } step)
            {
                StepResult result = results[step];
                last = latest ?? result.Created ?? last;
                history.Add(entry with { Created = last, IsEmptyLayer = result.IsEmpty });
                continue;
            }

            bool isOld = entry.Created is not null;
            if (isOld && latest is null) last = entry.Created!.Value;
            history.Add(isOld ? entry : entry with { Created = last });
        }

        created = last;
        return spec with { History = history };
    }
}
