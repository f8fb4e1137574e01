namespace Akka.Event;

/// <summary>A message whose loss is nothing to report: as a dead letter it is published apart.</summary>
public interface IDeadLetterSuppression;
