namespace Akka.Actor;

/// <summary>The scheduler cannot take the task, usually because it has been shut down.</summary>
public sealed class SchedulerException(string message) : AkkaException(message);
