namespace ActorEngine.Contracts;

/// <summary>Names of labels as Docker's compose (version 2) writes and reads them, so that both see each other's containers, networks and volumes.</summary>
public static class ComposeLabels
{
    public const string Project = "com.docker.compose.project", Service = "com.docker.compose.service", Number = "com.docker.compose.container-number",
        OneOff = "com.docker.compose.oneoff", Hash = "com.docker.compose.config-hash", Directory = "com.docker.compose.project.working_dir",
        Files = "com.docker.compose.project.config_files", Version = "com.docker.compose.version", Network = "com.docker.compose.network",
        Volume = "com.docker.compose.volume", Image = "com.docker.compose.image", DependsOn = "com.docker.compose.depends_on";

    /// <summary>The version of Docker's compose that writes the same.</summary>
    public const string VersionValue = "2.40.0";
}
