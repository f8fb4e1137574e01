namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>A template is malformed, or asks for something that is not there.</summary>
internal sealed class TemplateException(string message) : Exception(message);
