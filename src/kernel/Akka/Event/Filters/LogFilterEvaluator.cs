namespace Akka.Event;

/// <summary>Asks all filters of a system about an entry.</summary>
public class LogFilterEvaluator
{
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _filters;

    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        _filters = filters;
        EvaluatesLogSourcesOnly = filters.All(filter => filter.FilterType == LogFilterType.Source);
    }

    /// <summary>Whether an entry can be dropped before anybody makes its text.</summary>
    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>Whether the entry is to be printed, and the text to print.</summary>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        var text = EvaluatesLogSourcesOnly && _filters.Length > 0 ? null : Text(evt, evt);
        foreach (var filter in _filters)
        {
            if (filter.ShouldKeepMessage(evt, text) == LogFilterDecision.Drop)
            {
                expandedLogMessage = text ?? "";
                return false;
            }
        }

        // With filters of sources alone the published library prints the bare message.
        expandedLogMessage = text ?? Text(evt, evt.Message);
        return true;
    }

    private static string Text(LogEvent evt, object printed)
    {
        try
        {
            return printed.ToString() ?? "";
        }
        catch (FormatException)
        {
            return evt.Message is LogMessage message
                ? SemanticLogMessageFormatter.Complaint(message.Format, message.Unformatted())
                : evt.Message.ToString() ?? "";
        }
    }
}
