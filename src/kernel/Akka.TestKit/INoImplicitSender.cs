namespace Akka.TestKit;

/// <summary>A test whose thread does not send as the test actor.</summary>
public interface INoImplicitSender;
