using System.Globalization;
using System.Net;

namespace ActorEngine.Registry;

/// <summary>Decides whether a failed request is repeated, and after which pause.</summary>
internal static class RetryPolicy
{
    /// <summary>The pause before the next attempt; null to give up.</summary>
    /// <param name="failures">Attempts in a row that have failed.</param>
    /// <param name="status">What the registry answered; null where the connection failed.</param>
    /// <param name="retryAfter">What it asked for.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan? Pause(RetrySettings settings, int failures, HttpStatusCode? status, TimeSpan? retryAfter, double jitter)
    {
        if (failures >= settings.Attempts || (status is { } answered && !IsTransient(answered))) return null;
        double bound = Math.Min(settings.First.TotalMilliseconds * Math.Pow(2, failures - 1), settings.Longest.TotalMilliseconds);
        // Half of the pause is certain, so that many clients spread without any of them hammering.
        var own = TimeSpan.FromMilliseconds((bound / 2) + (bound / 2 * jitter));
        if (retryAfter is not { } asked) return own;
        return asked > settings.LongestRetryAfter ? null : asked > own ? asked : own;
    }

    /// <summary>Answers that may be other ones a moment later.</summary>
    public static bool IsTransient(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Reads Retry-After, seconds or a date (RFC 9110, 10.2.3); null where there is none.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out var values)) return null;
        string text = values.ToString().Trim();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
