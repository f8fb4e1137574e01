namespace ActorEngine.Compose.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("develop: {watch: []}", ":4: services.web.develop: watching files for development is not supported; leave develop out, and run 'compose up --build' after a change")]
    [InlineData("external_links: ['a b']", ":4: services.web.external_links: bad format for links: a b; write CONTAINER or CONTAINER:NAME.")]
    [InlineData("imagee: x", ":4: services.web.imagee: this attribute is not supported")]
    [InlineData("ports: ['80:99999']", ":4: services.web.ports[0]: ")]
    [InlineData("ports:\n  - 80\n  - x", ":6: services.web.ports[1]: ")]
    [InlineData("init: maybe", ":4: services.web.init: 'maybe' is neither true nor false")]
    [InlineData("volumes: ['nowhere:/data']", ":4: services.web.volumes[0]: there is no volume 'nowhere'; name it under volumes at the top")]
    [InlineData("networks: [nowhere]", ":4: services.web.networks: there is no network 'nowhere'; name it under networks at the top")]
    [InlineData("depends_on: [nobody]", ":4: services.web.depends_on: there is no service 'nobody'")]
    [InlineData("secrets: [none]", ":4: services.web.secrets: 'none' is not known; name it under secrets at the top")]
    [InlineData("network_mode: host\nnetworks: [default]", ":4: services.web.network_mode: network_mode and networks do not go together")]
    [InlineData("deploy: {mode: global}", ":4: services.web.deploy.mode: 'global' is not supported; replicated is")]
    [InlineData("healthcheck: {interval: soon}", ":4: services.web.healthcheck.interval: 'soon' is not a duration")]
    [InlineData("container_name: a\nscale: 2", ":4: services.web.container_name: 2 containers cannot have the same name")]
    [InlineData("environment: [[a]]", ":4: services.web.environment: KEY=VALUE is expected, not a list")]
    [InlineData("x-actorengine: {on-failure: panic}", ":4: services.web.x-actorengine.on-failure: 'panic' is not an action; write ignore, stop-dependents or stop-project")]
    public void A_refusal_names_file_line_and_attribute(string attributes, string expected) =>
        Assert.StartsWith("/shop/compose.yaml" + expected, MemoryFiles.Refused(attributes), StringComparison.Ordinal);

    [Theory]
    [InlineData("volume: {}\nservices: {}", "/shop/compose.yaml:1: volume: this attribute is not supported; known are ")]
    [InlineData("services:\n  a:\n    init: true", "/shop/compose.yaml:3: services.a: it has neither image nor build")]
    [InlineData("services:\n  a: {image: i, depends_on: [b]}\n  b: {image: i, depends_on: [a]}", "/shop/compose.yaml:2: services.a.depends_on: services depend on each other in a circle: a -> b -> a")]
    [InlineData("name: Shop!\nservices: {}", "/shop/compose.yaml:1: name: 'Shop!' is not a project's name")]
    [InlineData("services: []", "/shop/compose.yaml:1: services: a mapping is expected, not a list")]
    [InlineData("services: {a: {image: i}}\nsecrets:\n  s: {external: true}", "/shop/compose.yaml:3: secrets.s.external: the engine keeps no secrets and configs")]
    [InlineData("services: {a: {image: i, container_name: x}, b: {image: i, container_name: x}}", "/shop/compose.yaml:1: services.b.container_name: another service has the name 'x' too")]
    public void So_does_one_of_the_file(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ComposeException>(() => MemoryFiles.Project(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_begins_with_x_is_let_through() => MemoryFiles.Service("x-mine: {a: 1}", "x-top: 1\n");
}
