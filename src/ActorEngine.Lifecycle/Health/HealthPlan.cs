using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>How a probe is made.</summary>
internal abstract record HealthProbe
{
    private HealthProbe()
    {
    }

    /// <summary>A program in the container.</summary>
    public sealed record Program(IReadOnlyList<string> Command) : HealthProbe;

    /// <summary>A connection to a port, from inside the container's network.</summary>
    public sealed record Tcp(int Port) : HealthProbe;

    /// <summary>A GET request, from inside the container's network; 200 to 399 is well.</summary>
    public sealed record Http(int Port, string Path) : HealthProbe;
}

/// <summary>A container's health check with everything settled: the container's own settings over its image's, and Docker's defaults.</summary>
internal sealed record HealthPlan(HealthProbe Probe)
{
    private const int HttpPort = 80;

    private static readonly IReadOnlyList<string> DefaultShell = ["/bin/sh", "-c"];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time of one probe.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a start failures do not count.</summary>
    public TimeSpan StartPeriod { get; init; }

    /// <summary>The interval in the start period, until the first probe passes.</summary>
    public TimeSpan StartInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>So many failures in a row are unhealthy.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Null where there is no health check, it is switched off, or its test is of a kind that this engine does not know.</summary>
    public static HealthPlan? Of(ContainerSettings? settings, ImageConfiguration image)
    {
        if (HealthcheckSyntax.Merge(settings?.Healthcheck, image.Healthcheck) is not { } check || ProbeOf(check.Test, image) is not { } probe) return null;
        var plan = new HealthPlan(probe);
        return plan with
        {
            Interval = Time(check.Interval, plan.Interval),
            Timeout = Time(check.Timeout, plan.Timeout),
            StartPeriod = Time(check.StartPeriod, plan.StartPeriod),
            StartInterval = Time(check.StartInterval, plan.StartInterval),
            Retries = check.Retries > 0 ? check.Retries : plan.Retries,
        };
    }

    /// <summary>When the next probe begins, counted from the end of the last one or from the start.</summary>
    public TimeSpan Pause(HealthStatus status, TimeSpan sinceStart) => status == HealthStatus.Starting && sinceStart < StartPeriod ? StartInterval : Interval;

    private static HealthProbe? ProbeOf(IReadOnlyList<string> test, ImageConfiguration image) => test switch
    {
        ["CMD", _, ..] => new HealthProbe.Program([.. test.Skip(1)]),
        ["CMD-SHELL", var line] => new HealthProbe.Program([.. image.Shell.Count > 0 ? image.Shell : DefaultShell, line]),
        ["TCP", var port] when Port(port) is > 0 and var number => new HealthProbe.Tcp(number),
        ["HTTP", var target] => Http(target),
        _ => null,
    };

    // [PORT][/PATH]
    private static HealthProbe.Http? Http(string target)
    {
        int slash = target.IndexOf('/');
        string port = slash < 0 ? target : target[..slash], path = slash < 0 ? "/" : target[slash..];
        int number = port.Length == 0 ? HttpPort : Port(port);
        return number > 0 ? new HealthProbe.Http(number, path) : null;
    }

    private static int Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : 0;

    private static TimeSpan Time(long nanoseconds, TimeSpan otherwise) => nanoseconds > 0 ? TimeSpan.FromTicks(Math.Max(1, nanoseconds / 100)) : otherwise;
}
