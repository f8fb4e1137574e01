using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>Makes the sink of a container's driver.</summary>
internal static class LogSinks
{
    /// <summary>The sink; nothing is opened or connected yet.</summary>
    public static ILogSink Make(ContainerView view, LogPlan plan, LogDefaults defaults, TimeProvider time) => plan.Driver switch
    {
        LogDriver.JsonFile => new JsonFileSink(new JsonLogFiles(view.Inspection.LogPath, plan), LogAttributes.Of(view)),
        LogDriver.Journald => new JournaldSink(defaults.JournaldSocket, JournaldFields.Of(view, plan)),
        LogDriver.Syslog => new SyslogSink(SyslogSettings.Of(view, plan, defaults)),
        LogDriver.Otlp => new OtlpSink(OtlpSettings.Of(plan), OtlpResource.Of(view, plan), time),
        _ => throw new InvalidOperationException($"The driver {plan.Driver} forwards nothing."),
    };
}
