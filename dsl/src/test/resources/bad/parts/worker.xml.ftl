<domain/>
