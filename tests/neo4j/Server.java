import java.nio.file.Path;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Runs Neo4j Community in this process, says on which port Bolt answers, and ends with its standard input, so that it
 * never outlives the tests. Arguments: home folder, configuration file.
 */
class Server {
    public static void main(String[] args) throws Exception {
        var dbms = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .loadPropertiesFromFile(Path.of(args[1]))
                .build();
        var system = (GraphDatabaseAPI) dbms.database("system");
        var ports = system.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.println("bolt port " + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
