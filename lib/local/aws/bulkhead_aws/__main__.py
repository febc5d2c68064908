from bulkhead_aws.server import main

main()
