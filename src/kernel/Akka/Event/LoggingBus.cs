using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Event;

/// <summary>A bus classified by type that starts and stops the loggers of a system.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] Levels = [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];
    private static int _loggerId;

    private readonly List<IActorRef> _loggers = [];
    private readonly CancellationTokenSource _shutdown = new();

    public LogLevel LogLevel { get; private set; }

    /// <summary>Changes what the loggers get to see.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        lock (_loggers)
        {
            foreach (var logger in _loggers)
            {
                Subscribe(logger, logLevel);
                foreach (var level in Levels)
                {
                    if (level < logLevel)
                        Unsubscribe(logger, level.ClassFor());
                }
            }
        }
    }

    /// <summary>Logs to the console until the loggers are up.</summary>
    public void StartStdoutLogger(Settings config)
    {
        Subscribe(config.StdoutLogger, Logging.LogLevelFor(config.StdoutLogLevel));
        Note(SimpleName(this), "StandardOutLogger started");
    }

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var source = $"{SimpleName(this)}({system.Name})";
        LogLevel = Logging.LogLevelFor(system.Settings.LogLevel);
        var keepStdout = false;
        var starting = new List<Starting>();
        foreach (var name in system.Settings.Loggers)
        {
            var type = TypeCache.Find(name) ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (typeof(MinimalLogger).IsAssignableFrom(type))
                keepStdout = true;
            else
                starting.Add(AddLogger(system, type, source));
        }

        var timeout = system.Settings.LoggerStartTimeout;
        if (!system.Settings.LoggerAsyncStart && !Task.WaitAll(starting.Select(s => s.Task).ToArray(), timeout))
        {
            foreach (var name in starting.Where(s => !s.Task.IsCompleted).Select(s => s.Name))
                Publish(new Warning(source, GetType(), $"Logger {name} did not respond within {timeout} to InitializeLogger(bus), LoggingBus will try and wait until it is ready. Since it start up is delayed, this logger may not capture all startup events correctly."));
        }

        if (system.Settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        if (!keepStdout)
        {
            Note(source, $"{Logging.SimpleName(system.Settings.StdoutLogger)} being removed");
            Unsubscribe(system.Settings.StdoutLogger);
        }

        Note(source, "Default Loggers started");
    }

    internal void StopDefaultLoggers(ActorSystem system)
    {
        Subscribe(system.Settings.StdoutLogger, Logging.LogLevelFor(system.Settings.StdoutLogLevel));
        Note(SimpleName(this), $"Shutting down: {Logging.SimpleName(system.Settings.StdoutLogger)} started");
        _shutdown.Cancel();
        IActorRef[] loggers;
        lock (_loggers)
            loggers = [.. _loggers];
        foreach (var logger in loggers)
            Remove(logger);
        Note(SimpleName(this), "All default loggers stopped");
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    // As a rule nobody hears these; making them all the same would load all that entries are made of, in the middle of a start.
    private void Note(string source, string text)
    {
        if (IsHeard(typeof(Debug)))
            Publish(new Debug(source, GetType(), text));
    }

    private void Subscribe(IActorRef logger, LogLevel lowest)
    {
        foreach (var level in Levels)
        {
            if (level >= lowest)
                Subscribe(logger, level.ClassFor());
        }
    }

    private Starting AddLogger(ActorSystemImpl system, Type type, string source)
    {
        var name = $"log{Interlocked.Increment(ref _loggerId)}-{SimpleName(type)}";
        var logger = system.SystemActorOf(LoggerProps(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        var description = $"{name} [{type.FullName}]";
        var started = logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan, _shutdown.Token).ContinueWith(
            answer => OnAnswer(answer, logger, description, source),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return new Starting(started, description);
    }

    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "Types named in configuration are rooted by the application that names them.")]
    private static Props LoggerProps(Type type) => Props.Create(type);

    private void OnAnswer(Task<object> asked, IActorRef logger, string name, string source)
    {
        if (asked.IsCanceled)
        {
            Publish(new Warning(source, GetType(), $"Logger {name} startup have been cancelled because of system shutdown. Stopping logger."));
            Remove(logger);
            return;
        }

        var answer = asked.GetAwaiter().GetResult();
        if (answer is not LoggerInitialized)
        {
            Publish(new Error(null, source, GetType(), $"Logger {name} did not respond with LoggerInitialized, sent instead {answer.GetType()}. Stopping logger."));
            Remove(logger);
            return;
        }

        lock (_loggers)
            _loggers.Add(logger);
        Subscribe(logger, LogLevel);
        Note(source, $"Logger {name} started");
    }

    private void Remove(IActorRef logger)
    {
        Unsubscribe(logger);
        ((IInternalActorRef)logger).Stop();
    }

    /// <summary>A logger that has been asked to start.</summary>
    private sealed record Starting(Task Task, string Name);
}
