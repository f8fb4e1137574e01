namespace ActorEngine.Oci;

/// <summary>An archive is compressed in a way that takes a program which this machine does not have.</summary>
public sealed class MissingProgramException(string program)
    : Exception($"The archive needs the program {program}, which this machine does not have; install it, or compress with gzip.");
